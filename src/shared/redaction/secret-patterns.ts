export const REDACTED = '[redacted]'

/** Something that is replaced for its look. */
interface SecretPattern {
  readonly expression: RegExp
  /** Whatever it finds has this in it; most texts do not, which is told in a fraction of the time. */
  readonly sign: RegExp
  replace(found: string, ...groups: string[]): string
}

const keepFirst = (_found: string, first: string): string => first + REDACTED

/**
 * What secrets look like in the midst of other text. Every expression is bounded, or begins only where a run
 * begins: texts may be megabytes of anything.
 */
export const SECRET_PATTERNS: readonly SecretPattern[] = [
  { expression: /\beyJ[\w-]{5,}\.[\w-]{5,}(?:\.[\w-]*)*/g, sign: /eyJ/, replace: () => REDACTED },
  { expression: /\bwhsec_[\w+/=-]+/g, sign: /whsec_/, replace: () => REDACTED },
  // Tokens that say by their first letters whose they are: Stripe, GitHub, GitLab, Slack, npm, AWS, Google.
  {
    expression:
      /(?<![A-Za-z\d])(?:[sr]k_(?:live|test)_|gh[oprsu]_|github_pat_|glpat-|xox[abeprs]-|npm_|AKIA|ASIA|AIza)[\w-]{12,}/g,
    sign: /[_-]|A(?:KI|SI|Iz)/,
    replace: () => REDACTED
  },
  {
    expression: /-----BEGIN [^-]*PRIVATE KEY-----[\s\S]*?(?:-----END [^-]*-----|$)/g,
    sign: /-----BEGIN /,
    replace: () => REDACTED
  },
  {
    expression: /\b(Bearer |Basic )\s{0,9}[\w.~+/=-]{8,}/gi,
    sign: / /,
    replace: keepFirst
  },
  {
    expression: /https?:\/\/[^\s"'<>]{0,300}magic[-_]?link[^\s"'<>]*/gi,
    sign: /:\/\//,
    replace: () => REDACTED
  },
  {
    expression:
      /([?&#;][^=&#\s]{0,60}(?:token|secret|key|code|sig|passw|otp|auth|session|ticket|jwt|state)[^=&#\s]{0,60}=)[^&#\s"'<>]+/gi,
    sign: /=/,
    replace: keepFirst
  },
  {
    expression: /(:\/\/)[^\s/@:]*:[^\s/@]+@/g,
    sign: /:\/\//,
    replace: (_: string, slashes: string) => `${slashes}${REDACTED}@`
  },
  // Header lines that somebody has copied: to the end of the line.
  {
    expression:
      /((?<![\w-])(?:(?:proxy-)?authorization|(?:set-)?cookie|x-[\w-]{0,30}(?:key|token|secret))\s{0,9}:\s{0,9})\S[^\r\n]*/gi,
    sign: /:/,
    replace: keepFirst
  },
  // `password=…`, `"token": "…"`, also where that is quoted within quotes.
  {
    expression:
      /((?:passw(?:or)?d|passphrase|pwd|secret|token|(?:api|access|private)[-_ ]?key|credentials?)["'\\]{0,9}\s{0,9}[:=]\s{0,9}["'\\]{0,9})(?=[^\s"'\\,;&<>]{0,60}(?:\d|[^\s"'\\,;&<>]{16}))[^\s"'\\,;&<>]{4,}/gi,
    sign: /[:=]/,
    replace: keepFirst
  },
  {
    expression:
      /((?:passw(?:or)?d|passphrase|pwd|secret|token|(?:api|access|private)[-_ ]?key)=)[^\s"'\\,;&<>]{4,}/gi,
    sign: /=/,
    replace: keepFirst
  }
]
