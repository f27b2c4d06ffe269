import type { HeaderPair } from '#shared/models.ts'

/** Node's and undici's flat list of header names and values as pairs, in the order, case and repetition of the wire. */
export function headerPairs(raw: readonly (string | Buffer)[]): HeaderPair[] {
  const pairs: HeaderPair[] = []
  for (let index = 0; index + 1 < raw.length; index += 2)
    pairs.push([String(raw[index]), String(raw[index + 1])])
  return pairs
}
