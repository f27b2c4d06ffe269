import type { Explanation } from '#shared/models.ts'
import { hmacOf } from '../sign.ts'
import type { Fit } from './find-fit.ts'
import { capitalised, clip, nameOf } from './patient.ts'
import { dateOf, describeSkew, skewOf } from './timestamp.ts'

const SHOWN_CHARACTERS = 100
const SHOWN_ENTRIES = 20

/** How the signature that arrived comes about, step by step. */
export function computationOf(fit: Fit, receivedAt: number): NonNullable<Explanation['computation']> {
  const { envelope, claim, secret, key, text, body } = fit
  const seconds = envelope.timestamp?.seconds ?? null
  const when =
    seconds === null ? '' : ` (${dateOf(seconds) ?? 'no date'}, ${describeSkew(skewOf(seconds, receivedAt))})`
  const start = `${text.before}${Buffer.from(body.subarray(0, SHOWN_CHARACTERS * 4)).toString()}`
  const isWhole = text.after === '' && body.length <= SHOWN_CHARACTERS * 4 && start.length <= SHOWN_CHARACTERS
  const signedBytes = Buffer.byteLength(text.before + text.after) + body.length
  const entries = envelope.signature.entries.slice(0, SHOWN_ENTRIES)
  return [
    { name: 'Id', value: text.id === '' ? 'not signed' : clip(text.id, 200) },
    { name: 'Timestamp', value: text.timestamp === '' ? 'not signed' : `${clip(text.timestamp)}${when}` },
    {
      name: 'Signed text',
      value: `${start.slice(0, SHOWN_CHARACTERS)}${isWhole ? '' : '…'} (${text.what}; ${signedBytes} bytes)`
    },
    { name: 'Key', value: `${capitalised(nameOf(secret))}: ${key.what}, ${key.bytes.length} bytes` },
    {
      name: 'HMAC-SHA256, base64',
      value: hmacOf(key.bytes, text.before, body, text.after).toString('base64')
    },
    ...entries.map(({ position, text: entry, version, stops }) => ({
      name: `${envelope.name}, entry ${position}`,
      value: `${clip(entry)}: ${position === claim.position ? 'matches' : (stops ?? (version === 'v1' ? 'does not match' : 'skipped, it is not v1'))}`
    }))
  ]
}
