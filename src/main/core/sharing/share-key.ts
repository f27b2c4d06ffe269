import { hash as digest, randomBytes } from 'node:crypto'
import { AppError } from '#shared/errors.ts'
import type { KeyedHash } from '#shared/redaction/scramble.ts'

/**
 * What one share is made with. Its key is random and stands in no file: whoever has the file cannot try out
 * names. The one who asks for the pieces hands it back with each, so that nothing is kept here between them.
 */
export interface ShareKey {
  readonly key: Uint8Array
  readonly hash: KeyedHash
  /** Signs the redacted bodies. It is stated in the share: who has it can make up events for that share only. */
  readonly secret: string
}

const KEY_BYTES = 32
const PLACE = /^([\w-]{43})\.(\d{1,16})$/

export function openShareKey(key: Uint8Array = randomBytes(KEY_BYTES)): ShareKey {
  // An HMAC by its construction. A share takes a hundred of them an event, and in one go each takes half as long.
  const inner = Buffer.from(key).toString('hex')
  const outer = digest('sha256', `outer ${inner}`)
  const hash: KeyedHash = (text) => digest('sha256', outer + digest('sha256', inner + text), 'buffer')
  const signing = Buffer.from(hash('signing secret').subarray(0, 24)).toString('base64')
  return { key, hash, secret: `whsec_${signing}` }
}

/** Where a piece ends, as text for the one who asks. */
export const writePlace = (key: Uint8Array, at: number): string =>
  `${Buffer.from(key).toString('base64url')}.${at}`

/** Reads what `writePlace` wrote. */
export function readPlace(after: string): { readonly key: Uint8Array; readonly at: number } {
  const [, key = '', at = ''] = PLACE.exec(after) ?? []
  if (key === '') {
    throw new AppError(
      'invalid_input',
      '`after` must be the `next` of an earlier piece of the same share, or the `start` of a preview.'
    )
  }
  return { key: Buffer.from(key, 'base64url'), at: Number(at) }
}
