import type { Cause } from '#shared/models.ts'
import { familyOf } from './envelopes.ts'
import { rightOrNot, type Findings } from './findings.ts'
import { clip, nameOf } from './patient.ts'
import { dateOf, describeSkew, describeSpan, skewOf, TOLERANCE_S, type TimestampForm } from './timestamp.ts'

/** From this age on, clocks are no longer the likely reason. */
const REPLAYED_AFTER_S = 3_600

const FORMS: Readonly<Record<Exclude<TimestampForm, 'seconds'>, string>> = {
  milliseconds: 'The timestamp is in milliseconds instead of seconds.',
  microseconds: 'The timestamp is in microseconds instead of seconds.',
  nanoseconds: 'The timestamp is in nanoseconds instead of seconds.',
  fraction: 'The timestamp has a fraction; the scheme has whole seconds.',
  date: 'The timestamp is written as a date instead of seconds since 1970.',
  trailing_text: 'The timestamp is not a number alone.',
  not_a_number: 'The timestamp is not a number.'
}

/** What is the matter with the time that was signed. Facts all. */
export function timestampCauses(findings: Findings): Cause[] {
  const { envelope, fit, patient } = findings
  const timestamp = envelope?.timestamp
  if (!timestamp) return []
  const { receivedAt, kind } = patient.delivery
  const { form, seconds, sdkSeconds } = timestamp
  const name = envelope.family === null ? 'timestamp' : `${envelope.family}timestamp`
  const asSent = `${name}: ${clip(timestamp.text)}`
  const causes: Cause[] = []

  // The SDK takes a fraction and trailing text when the sender hashed the whole seconds.
  const isRead =
    (form === 'fraction' || form === 'trailing_text') && fit?.text.timestamp === String(sdkSeconds)
  if (form !== 'seconds' && !isRead) {
    causes.push({
      code: `timestamp_${form}`,
      title: FORMS[form],
      evidence: [
        asSent,
        ...(seconds === null || form === 'trailing_text'
          ? []
          : [`It means ${dateOf(seconds)}, which is ${describeSkew(skewOf(seconds, receivedAt))}.`]),
        sdkSeconds === null
          ? 'The SDK finds no number in it.'
          : `The SDK takes it for ${sdkSeconds} seconds since 1970.`,
        ...(fit && fit.text.timestamp !== ''
          ? [
              `With ${clip(fit.text.timestamp)} in the signed text, ${nameOf(fit.secret)} reproduces the signature.`
            ]
          : rightOrNot(findings))
      ],
      fix: `Send whole seconds since 1970 in ${familyOf(kind)}timestamp, for example ${Math.floor(receivedAt / 1000)}, and sign the same digits.`
    })
  }

  const skew = seconds === null ? 0 : skewOf(seconds, receivedAt)
  if (seconds !== null && Math.abs(skew) > TOLERANCE_S) {
    const isOld = skew > 0
    causes.push({
      code: isOld ? 'timestamp_too_old' : 'timestamp_too_new',
      title: `The timestamp is too ${isOld ? 'old' : 'far in the future'}: ${describeSpan(Math.abs(skew))}, where ${TOLERANCE_S} s are allowed.`,
      evidence: [
        `${asSent}${form === 'seconds' && dateOf(seconds) ? `, which is ${dateOf(seconds)}` : ''}: ${describeSkew(skew)} at ${dateOf(Math.floor(receivedAt / 1000))}.`,
        ...rightOrNot(findings)
      ],
      fix: fixOf(skew)
    })
  }
  return causes
}

function fixOf(skew: number): string {
  if (skew >= REPLAYED_AFTER_S) {
    return 'A request of that age was most likely stored and sent again verbatim, with its old signature; retries of Scalekit are signed anew. Replay it freshly signed.'
  }
  if (skew > 0) {
    return 'Set the clocks right, of the sender and of this machine: one of them is off by minutes. If both are right, the request waited on its way, or was sent again verbatim: replay it freshly signed.'
  }
  return skew > -REPLAYED_AFTER_S
    ? "Set the clocks right: the sender's is ahead, or this machine's is behind."
    : 'Check the time zone and the clock of the sender, and of this machine: a local time taken for UTC is off by whole hours.'
}
