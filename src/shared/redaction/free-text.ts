import type { Redaction } from '#shared/share-models.ts'
import { decodeText, ENCODED } from './encoded-text.ts'
import type { Kind } from './field-names.ts'
import { foldName } from './fold-name.ts'
import { createPhrases } from './phrases.ts'
import { SCALEKIT_ID, type Pseudonyms } from './pseudonyms.ts'
import { REDACTED, SECRET_PATTERNS } from './secret-patterns.ts'

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
  /** Whatever it finds has this in it. */
  readonly sign?: RegExp
  replace(found: string, ...groups: string[]): string
}

/** Shorter ones stand in other words by chance. */
const SHORTEST_WORD = 3
const SHORTEST_WHOLE = 4
/** Characters looked through for phrases that may stand there; beyond it, as only a hostile body gets, texts are replaced whole. */
const MOST_WORK = 100_000_000
/** Nobody can tell what names an object or array holds. */
const isJsonText = (text: string): boolean => /^\s*[[{][\s\S]*[\]}]\s*$/.test(text)
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

/** So many runs of letters are remembered to hold nothing. */
const MOST_SETTLED = 10_000

const SECRETS: readonly Pattern[] = SECRET_PATTERNS.map((pattern) => ({ ...pattern, kind: 'secret' }))

const PERSONAL = {
  email: /(?<![\p{L}\p{M}\p{N}._%+'-])[\p{L}\p{M}\p{N}._%+'-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)*/gu,
  ip: /(?<![\w.])(?:\d{1,3}\.){3}\d{1,3}(?![\w.])|(?<![\w:.])(?=(?:[\da-f]*:){3}|[\da-f:]*::)[\da-f:]{4,39}(?![\w:])/gi,
  // Beyond +…: 00…, and the North American forms.
  phone:
    /(?<![\w.])(?:\+\d|00[1-9])[\d\s().-]{6,30}\d|(?<![\w.])(?:\(\d{3}\)\s?|\d{3}[-.\s])\d{3}[-.\s]\d{4}(?!\w)/g
}
/** Of Scalekit, deliveries, and what identity providers give: UUIDs, Okta's, JumpCloud's, Google's. */
const IDS = [
  SCALEKIT_ID,
  /\bmsg_[A-Za-z\d]{20,40}\b/g,
  /\b[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}\b/gi,
  /\b00[a-z][A-Za-z\d]{17}\b/g,
  /\b(?=[a-f]*\d)(?:[\da-f]{24}|[\da-f]{32})\b/g,
  /\b1\d{20}\b/g
]
/** Digits as people group them, to be compared with known numbers. */
const GROUPED_DIGITS = /(?<![\p{L}\p{N}_])[+(]{0,2}\d[\d\s()./-]{5,30}\d(?![\p{L}\p{N}_])/gu
/** As many digits at the end tell one number from another. */
const TELLING_DIGITS = 7
const GROUPED_WHOLE = new RegExp(`^${GROUPED_DIGITS.source}$`, 'u')
const lastDigits = (text: string): string => text.replaceAll(/\D/g, '').slice(-TELLING_DIGITS)
/** An initial and a name, or two names in one: `obrandvold`. Shorter names stand in other words by chance. */
const SHORTEST_WITHIN = 4
const LONGEST_RUN = 60
/** No engine takes an expression of any length. */
const LONGEST_ANY_CASE = 1_000
const inAnyCase = (phrase: string): RegExp =>
  new RegExp(phrase.replaceAll(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`), 'giu')
const isOfThisMachine = (address: string): boolean => /^(?:127\.|0\.0\.0\.0$|::1?$)/.test(address)

export function createFreeText({ people, ids, organizations }: Redaction, pseudonyms: Pseudonyms): FreeText {
  const wholes = new Map<string, Learned>()
  /** How the whole ones begin, up to the first sign. */
  const beginnings = new Set<string>()
  /** Runs of letters that hold nothing of what was learned. */
  const settled = new Set<string>()
  const words = new Map<string, Kind>()
  const phrases = createPhrases<Learned>()
  const numbers = new Set<string>()
  let work = 0

  const patterns: Pattern[] = [
    ...SECRETS,
    ...(people
      ? [
          { kind: 'person' as const, expression: PERSONAL.email, sign: /@/, replace: pseudonyms.text },
          {
            kind: 'person' as const,
            expression: PERSONAL.ip,
            sign: /[.:]/,
            replace: (found: string) => (isOfThisMachine(found) ? found : pseudonyms.text(found))
          },
          { kind: 'person' as const, expression: PERSONAL.phone, replace: pseudonyms.text }
        ]
      : []),
    ...(organizations && !people
      ? [
          {
            kind: 'organization' as const,
            sign: /@/,
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
  const learnWhole = (value: string, learned: Learned) => {
    const folded = foldName(value)
    wholes.set(folded, learned)
    beginnings.add(/[a-z\d]+/.exec(folded)?.[0] ?? '')
  }
  const learnDomain = (host: string) => {
    if (!organizations || PUBLIC_MAIL.test(host)) return
    learnWhole(host, { kind: 'organization', isDomain: true })
    const label =
      host
        .split('.')
        .slice(0, -1)
        .toSorted((a, b) => b.length - a.length)[0] ?? ''
    if (label.length > SHORTEST_WORD) words.set(foldName(label), 'organization')
  }
  /** Where one name ends and the other begins, in a run that is two of them, or one and an initial. */
  const findSeam = (run: string): number => {
    if (run.length > LONGEST_RUN || words.size === 0) return -1
    // Plain letters fold one by one, so that once is enough.
    const folded = /[^\0-\x7f]/.test(run) ? null : foldName(run)
    const part = (from: number, to: number) => folded?.slice(from, to) ?? foldName(run.slice(from, to))
    const isPart = (from: number, to: number) => to - from === 1 || words.has(part(from, to))
    for (let at = 1; at < run.length; at++) {
      const isLongEnough = Math.max(at, run.length - at) >= SHORTEST_WITHIN
      if (isLongEnough && isPart(0, at) && isPart(at, run.length)) return at
    }
    return -1
  }

  const isSettled = (letters: string): boolean => {
    if (settled.has(letters)) return true
    const folded = foldName(letters)
    const isNothing = !wholes.has(folded) && !words.has(folded) && findSeam(letters) < 0
    if (isNothing && settled.size < MOST_SETTLED) settled.add(letters)
    return isNothing
  }
  /** Tells at a glance of most texts that they hold no piece that was learned; of others it does not know. */
  const hasNoPiece = (text: string): boolean =>
    !/[^\0-\x7f]/.test(text) &&
    !beginnings.has('') &&
    !text.match(/[a-z\d]+/gi)?.some((run) => beginnings.has(run.toLowerCase())) &&
    (text.match(/[a-z]+/gi)?.every(isSettled) ?? true)

  const redact = (text: string): { text: string; kind: Kind | null } => {
    if (text === '') return { text, kind: null }
    let [result, kind]: [string, Kind | null] = [text, null]
    const note = (found: Kind, before: string, after: string): string => {
      if (before !== after) kind ??= found
      return after
    }
    const standing = phrases.within(text, MOST_WORK - work)
    work = standing === null ? MOST_WORK : work + standing.work
    if (standing === null) return { text: REDACTED, kind: 'secret' }
    for (const [phrase, learned] of standing.found) {
      const found = phrase.length > LONGEST_ANY_CASE ? phrase : inAnyCase(phrase)
      result = note(
        learned.kind,
        result,
        result.replaceAll(found, () => cover(phrase, learned))
      )
    }
    for (const { expression, sign, replace, kind: ofPattern } of patterns) {
      if (sign && !sign.test(result)) continue
      result = result.replaceAll(expression, (found: string, ...groups: string[]) =>
        note(ofPattern, found, replace(found, ...groups))
      )
    }
    if (numbers.size > 0) {
      result = result.replaceAll(GROUPED_DIGITS, (found) =>
        numbers.has(lastDigits(found)) ? note('person', found, pseudonyms.text(found)) : found
      )
    }
    result = result.replaceAll(ENCODED, (found) => {
      const decoded = decodeText(found)
      if (decoded === null) return found
      const within = isJsonText(decoded) ? 'secret' : redact(decoded).kind
      return within ? note(within, found, REDACTED) : found
    })
    const redactPieces = (piece: string, level: number): string => {
      const expression = PIECES[level]
      if (!expression) return piece
      return piece.replaceAll(expression, (found) => {
        const whole = wholes.get(foldName(found))
        if (whole) return note(whole.kind, found, cover(found, whole))
        if (level < PIECES.length - 1) return redactPieces(found, level + 1)
        const word = words.get(foldName(found))
        if (word) return note(word, found, cover(found, { kind: word, isDomain: false }))
        const seam = findSeam(found)
        if (seam < 0) return found
        const [left, right] = [found.slice(0, seam), found.slice(seam)]
        return note('person', found, pseudonyms.text(left) + pseudonyms.text(right))
      })
    }
    if (wholes.size + words.size > 0 && !hasNoPiece(result)) result = redactPieces(result, 0)
    return { text: result, kind }
  }

  return {
    learn(value, kind, { isDomain = false, byWords = false } = {}) {
      settled.clear()
      if (isDomain) return learnDomain(value)
      if (kind === 'person' && GROUPED_WHOLE.test(value) && lastDigits(value).length === TELLING_DIGITS)
        numbers.add(lastDigits(value))
      const learned = { kind, isDomain }
      const isOneByOne = byWords && value.match(LETTER_RUNS)?.every(isTelling) && !/\p{N}/u.test(value)
      if (value.trim().length >= SHORTEST_WHOLE && !isOneByOne) {
        if (kind !== 'secret' && WHOLE_PIECE.test(value)) learnWhole(value, learned)
        else phrases.learn(value, learned)
      }
      const [, local, host] = /^([^\s@]+)@([^\s@]+)$/.exec(value) ?? []
      if (local !== undefined && host !== undefined) {
        if (/[._\-\d]/.test(local) && local.length > SHORTEST_WORD) {
          learnWhole(local, learned)
        }
        learnDomain(host)
      }
      if (!byWords) return
      for (const word of value.match(LETTER_RUNS) ?? []) if (isTelling(word)) words.set(foldName(word), kind)
    },
    has: (value) => wholes.has(foldName(value)) || words.has(foldName(value)) || phrases.has(value),
    redact
  }
}
