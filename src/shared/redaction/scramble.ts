/** 32 bytes that nobody can compute without the key of the share; the same text gives the same bytes. */
export type KeyedHash = (text: string) => Uint8Array

const ROUNDS = 4
const LETTERS = 26
const DIGITS = 10

interface Symbol {
  readonly at: number
  readonly first: number
  readonly count: number
}

/**
 * A code in the form that it has: digits become digits and letters letters, everything else stays. A Feistel
 * network over the symbols, so that two codes of one form never become the same. Case is kept, and letters
 * beyond ASCII stay as they are. A number that begins with another digit than 0 goes on doing so.
 */
export function scramble(code: string, hash: KeyedHash, isNumber = false): string {
  const units = Array.from({ length: code.length }, (_, index) => code.charCodeAt(index))
  const lowered = units.map((unit) => (isUpper(unit) ? unit + 32 : unit))
  const isHex = /^[\da-f-]{24,}$/i.test(code)
  const symbols = lowered.flatMap((unit, at): Symbol[] => {
    if (unit >= 48 && unit <= 57) {
      const isLeading = isNumber && unit > 48 && (at === 0 || (at === 1 && units[0] === 45))
      return [isLeading ? { at, first: 49, count: DIGITS - 1 } : { at, first: 48, count: DIGITS }]
    }
    if (unit >= 97 && unit <= 122) return [{ at, first: 97, count: isHex ? 6 : LETTERS }]
    return []
  })
  const form = units.map((unit) => (isAlphanumeric(unit) ? '' : unit)).join()
  const values = symbols.map(({ at, first }) => (lowered[at] ?? first) - first)
  for (let round = 0; round < ROUNDS; round++) {
    const isChanged = (index: number) => index % 2 === round % 2
    const kept = values.filter((_, index) => !isChanged(index))
    const seed = `scramble:${round}:${values.length}:${kept.join('.')}:${form}`
    let bytes = hash(seed)
    for (const [index, { count }] of symbols.entries()) {
      if (!isChanged(index)) continue
      if (index > 0 && index % bytes.length < 2) bytes = hash(`${seed}:${index}`)
      values[index] = ((values[index] ?? 0) + (bytes[index % bytes.length] ?? 0)) % count
    }
  }
  for (const [index, { at, first }] of symbols.entries()) {
    const unit = first + (values[index] ?? 0)
    units[at] = isUpper(units[at] ?? 0) ? unit - 32 : unit
  }
  return units.map((unit) => String.fromCharCode(unit)).join('')
}

const isUpper = (unit: number): boolean => unit >= 65 && unit <= 90
const isAlphanumeric = (unit: number): boolean =>
  (unit >= 48 && unit <= 57) || isUpper(unit) || (unit >= 97 && unit <= 122)
