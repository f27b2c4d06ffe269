import { firstInvalidByte } from './body-forms.ts'
import { namesOf, valuesOf } from './envelopes.ts'
import type { Fit } from './find-fit.ts'
import type { Findings } from './findings.ts'
import { flawsOf } from './keys.ts'
import { bufferOf, capitalised, clip, nameOf, type Patient } from './patient.ts'
import { roundTripFlaw } from './round-trip.ts'

const FAIL_CLOSED =
  'An interceptor set to fail closed blocks real logins and sign-ups while nobody answers: when this machine sleeps, the app is closed or the tunnel is down. Set it to fail open while it points here.'

/** What an interceptor's user must know whatever the verdict. */
export const standingWarnings = ({ delivery }: Patient): string[] =>
  delivery.kind === 'interceptor' ? [FAIL_CLOSED] : []

/** What will go wrong in other handlers although this delivery is genuine. */
export function warningsOf({ patient }: Findings, fit: Fit): string[] {
  const { envelope, claim, secret } = fit
  const { delivery } = patient
  const body = bufferOf(patient.body)
  const warnings: string[] = []

  const flaw = roundTripFlaw(body)
  if (flaw !== null) {
    warnings.push(
      `A handler that verifies JSON.stringify(JSON.parse(body)) will refuse this delivery: ${flaw}. Verify the raw body.`
    )
  }
  const invalidAt = firstInvalidByte(body)
  const coding = valuesOf(delivery.headers, 'content-encoding').join(', ')
  if (invalidAt !== null && coding !== '') {
    warnings.push(
      `The bytes that were signed are compressed (${clip(coding, 40)}), and the SDK hashes text. A handler must compute the HMAC over the bytes itself, before anything unpacks them.`
    )
  } else if (invalidAt !== null) {
    warnings.push(
      `The body is no UTF-8, first at offset ${invalidAt}. The SDK hashes text, so that only a handler that reads it into the same replacement characters agrees.`
    )
  }
  for (const { position, text, stops, version } of envelope.signature.entries) {
    const [, value = ''] = text.split(',')
    if (stops) {
      warnings.push(
        `Entry ${position} of the signature header, ${clip(text, 60)}, ${stops}. It stands after the good one; before it, the SDK would have refused the delivery.`
      )
    } else if (version !== 'v1' && !/^[A-Za-z0-9+/]+={0,2}$/.test(value)) {
      warnings.push(
        `Entry ${position} of the signature header, ${clip(text, 60)}, is no base64: the SDK for Python stops there.`
      )
    }
  }
  if (claim.encoding === 'base64url') {
    warnings.push(
      'The signature is in base64url: the SDK for Node takes it, those for Python, Go and Java do not.'
    )
  }
  const repeated = namesOf(envelope.family ?? '').filter(
    (name) => valuesOf(delivery.headers, name).length > 1
  )
  for (const name of repeated) {
    warnings.push(
      `The header ${name} arrived ${valuesOf(delivery.headers, name).length} times. Node joins the values by ", "; other servers take only one of them.`
    )
  }
  const { timestamp } = envelope
  if (timestamp && timestamp.form !== 'seconds') {
    warnings.push(
      `The timestamp ${clip(timestamp.text, 60)} is no whole number. The SDK for Node reads ${timestamp.sdkSeconds} in it, others refuse it.`
    )
  }
  for (const flawOfSecret of flawsOf(secret.value))
    warnings.push(`${capitalised(nameOf(secret))} ${flawOfSecret}.`)
  return warnings
}
