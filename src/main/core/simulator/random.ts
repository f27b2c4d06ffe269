/** Choices that depend on a seed alone. */
export interface Random {
  /** A whole number from 0 to less than the limit. */
  below(limit: number): number
  pick<T>(list: readonly T[]): T
  characters(length: number, alphabet: string): string
}

export const DIGITS = '0123456789'
export const HEX = '0123456789abcdef'
export const LETTERS = 'ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz0123456789'

/** The mulberry32 generator. */
export function createRandom(seed: number): Random {
  let state = seed | 0
  const next = () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const below = (limit: number) => Math.floor(next() * limit)
  return {
    below,
    pick: <T>(list: readonly T[]) => list[below(list.length)] as T,
    characters: (length, alphabet) =>
      Array.from({ length }, () => alphabet.charAt(below(alphabet.length))).join('')
  }
}
