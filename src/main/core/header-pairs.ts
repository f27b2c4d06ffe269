import type { HeaderPair } from '#shared/models.ts'

/**
 * Node's and undici's flat list of header names and values as pairs, in the order, case and repetition of the wire. A
 * character is a byte, as Node reads and writes them: sent again, they are the bytes that came.
 */
export function headerPairs(raw: readonly (string | Buffer)[]): HeaderPair[] {
  const pairs: HeaderPair[] = []
  for (let index = 0; index + 1 < raw.length; index += 2)
    pairs.push([textOf(raw[index]), textOf(raw[index + 1])])
  return pairs
}

const textOf = (part: string | Buffer | undefined): string =>
  typeof part === 'string' ? part : (part?.toString('latin1') ?? '')
