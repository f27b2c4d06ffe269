import type { Redaction } from '#shared/share-models.ts'
import type { Kind } from './field-names.ts'
import { SCALEKIT_ID, type Pseudonyms } from './pseudonyms.ts'

export const REDACTED = '[redacted]'

/** Text in which only what is known to be sensitive is replaced: by its look, or because the same event has it in a telling place. */
export interface FreeText {
  /** From now on this value is replaced wherever it stands, as a whole or as a word of its own. */
  learn(value: string, kind: Kind, how?: { readonly isDomain?: boolean; readonly byWords?: boolean }): void
  /** Whether it was learned just as it is, whatever its case. */
  has(value: string): boolean
  /** `kind` is that of the first thing replaced; null when the text stayed as it is. */
  redact(text: string): { readonly text: string; readonly kind: Kind | null }
}

interface Learned {
  readonly kind: Kind
  readonly isDomain: boolean
}
interface Pattern {
  readonly kind: Kind
  readonly expression: RegExp
  replace(found: string, ...groups: string[]): string
}

/** Shorter ones stand in other words by chance. */
const SHORTEST_WORD = 3
const SHORTEST_WHOLE = 4
/** Characters looked through for phrases; beyond it, as only a hostile body gets, texts are replaced whole. */
const MOST_WORK = 100_000_000
/** Everybody's domain is no organisation's. */
const PUBLIC_MAIL =
  /^(?:gmail|googlemail|outlook|hotmail|live|yahoo|icloud|proton|protonmail|gmx|example|test)\./i

const LETTER_RUNS = /[\p{L}\p{M}]+/gu
/** Two letters of an alphabet stand anywhere by chance; two signs of a script with thousands do not. */
const isTelling = (word: string): boolean => word.length >= SHORTEST_WORD || /[^\0-\x7f]/.test(word)
/** Pieces in which a known value may stand, from the largest to the smallest. */
const PIECES = [
  /[\p{L}\p{N}](?:[^\s"'`<>()[\]{},;|=&?#/\\:]*[\p{L}\p{M}\p{N}])?/gu,
  /[\p{L}\p{M}\p{N}_-]+/gu,
  /[\p{L}\p{M}\p{N}]+/gu,
  LETTER_RUNS
] as const
const WHOLE_PIECE = new RegExp(`^${PIECES[0].source}$`, 'u')

// Every expression is bounded, or begins only where a run begins: texts may be megabytes of anything.
const SECRETS: readonly Pattern[] = [
  { expression: /\beyJ[\w-]{5,}\.[\w-]{5,}(?:\.[\w-]*)*/g, replace: () => REDACTED },
  { expression: /\bwhsec_[\w+/=-]+/g, replace: () => REDACTED },
  {
    expression: /-----BEGIN [^-]*PRIVATE KEY-----[\s\S]*?(?:-----END [^-]*-----|$)/g,
    replace: () => REDACTED
  },
  {
    expression: /\b(Bearer|Basic)\s+[\w.~+/=-]{8,}/gi,
    replace: (_: string, scheme: string) => `${scheme} ${REDACTED}`
  },
  { expression: /https?:\/\/[^\s"'<>]{0,300}magic[-_]?link[^\s"'<>]*/gi, replace: () => REDACTED },
  {
    expression:
      /([?&#;][^=&#\s]{0,60}(?:token|secret|key|code|sig|passw|otp|auth|session|ticket|jwt|state)[^=&#\s]{0,60}=)[^&#\s"'<>]+/gi,
    replace: (_: string, name: string) => name + REDACTED
  },
  {
    expression: /(:\/\/)[^\s/@:]*:[^\s/@]+@/g,
    replace: (_: string, slashes: string) => `${slashes}${REDACTED}@`
  }
].map((pattern) => ({ ...pattern, kind: 'secret' }))

const PERSONAL = {
  email: /(?<![\p{L}\p{M}\p{N}._%+'-])[\p{L}\p{M}\p{N}._%+'-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)*/gu,
  ip: /(?<![\w.])(?:\d{1,3}\.){3}\d{1,3}(?![\w.])|(?<![\w:.])(?=(?:[\da-f]*:){3}|[\da-f:]*::)[\da-f:]{4,39}(?![\w:])/gi,
  phone: /(?<![\w.])\+\d[\d\s().-]{6,30}\d/g
}
const IDS = [SCALEKIT_ID, /\bmsg_[A-Za-z\d]{20,40}\b/g, /\b[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}\b/gi]
const isOfThisMachine = (address: string): boolean => /^(?:127\.|0\.0\.0\.0$|::1?$)/.test(address)

export function createFreeText({ people, ids, organizations }: Redaction, pseudonyms: Pseudonyms): FreeText {
  const wholes = new Map<string, Learned>()
  const words = new Map<string, Kind>()
  const phrases = new Map<string, Learned>()
  let work = 0

  const patterns: Pattern[] = [
    ...SECRETS,
    ...(people
      ? [
          { kind: 'person' as const, expression: PERSONAL.email, replace: pseudonyms.text },
          {
            kind: 'person' as const,
            expression: PERSONAL.ip,
            replace: (found: string) => (isOfThisMachine(found) ? found : pseudonyms.text(found))
          },
          { kind: 'person' as const, expression: PERSONAL.phone, replace: pseudonyms.text }
        ]
      : []),
    ...(organizations && !people
      ? [
          {
            kind: 'organization' as const,
            expression: /(?<=[\p{L}\p{N}_]@)[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/gu,
            replace: (host: string) => (PUBLIC_MAIL.test(host) ? host : pseudonyms.domain(host))
          }
        ]
      : []),
    ...(ids ? IDS.map((expression) => ({ kind: 'id' as const, expression, replace: pseudonyms.text })) : [])
  ]
  const cover = (value: string, { kind, isDomain }: Learned): string => {
    if (kind === 'secret') return REDACTED
    return isDomain ? pseudonyms.domain(value) : pseudonyms.text(value)
  }
  const learnDomain = (host: string) => {
    if (!organizations || PUBLIC_MAIL.test(host)) return
    wholes.set(host.toLowerCase(), { kind: 'organization', isDomain: true })
    const label =
      host
        .split('.')
        .slice(0, -1)
        .toSorted((a, b) => b.length - a.length)[0] ?? ''
    if (label.length > SHORTEST_WORD) words.set(label.toLowerCase(), 'organization')
  }

  return {
    learn(value, kind, { isDomain = false, byWords = false } = {}) {
      if (isDomain) return learnDomain(value)
      const learned = { kind, isDomain }
      const isOneByOne = byWords && value.match(LETTER_RUNS)?.every(isTelling) && !/\p{N}/u.test(value)
      if (value.trim().length >= SHORTEST_WHOLE && !isOneByOne) {
        if (kind !== 'secret' && WHOLE_PIECE.test(value)) wholes.set(value.toLowerCase(), learned)
        else phrases.set(value, learned)
      }
      const [, local, host] = /^([^\s@]+)@([^\s@]+)$/.exec(value) ?? []
      if (local !== undefined && host !== undefined) {
        if (/[._\-\d]/.test(local) && local.length > SHORTEST_WORD) {
          wholes.set(local.toLowerCase(), learned)
        }
        learnDomain(host)
      }
      if (!byWords) return
      for (const word of value.match(LETTER_RUNS) ?? [])
        if (isTelling(word)) words.set(word.toLowerCase(), kind)
    },
    has: (value) => wholes.has(value.toLowerCase()) || words.has(value.toLowerCase()) || phrases.has(value),
    redact(text) {
      if (text === '') return { text, kind: null }
      let [result, kind]: [string, Kind | null] = [text, null]
      const note = (found: Kind, before: string, after: string): string => {
        if (before !== after) kind ??= found
        return after
      }
      work += phrases.size * text.length
      if (work > MOST_WORK) return { text: REDACTED, kind: 'secret' }
      for (const [phrase, learned] of phrases) {
        if (!result.includes(phrase)) continue
        result = note(
          learned.kind,
          result,
          result.replaceAll(phrase, () => cover(phrase, learned))
        )
      }
      for (const { expression, replace, kind: ofPattern } of patterns) {
        result = result.replaceAll(expression, (found: string, ...groups: string[]) =>
          note(ofPattern, found, replace(found, ...groups))
        )
      }
      const redactPieces = (piece: string, level: number): string => {
        const expression = PIECES[level]
        if (!expression) return piece
        return piece.replaceAll(expression, (found) => {
          const whole = wholes.get(found.toLowerCase())
          if (whole) return note(whole.kind, found, cover(found, whole))
          const word = level === PIECES.length - 1 ? words.get(found.toLowerCase()) : undefined
          if (word) return note(word, found, cover(found, { kind: word, isDomain: false }))
          return redactPieces(found, level + 1)
        })
      }
      if (wholes.size + words.size > 0) result = redactPieces(result, 0)
      return { text: result, kind }
    }
  }
}
