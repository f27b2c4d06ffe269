import type { Explanation, HeaderPair, SecretSummary } from '#shared/models.ts'
import { assertNever } from '#shared/errors.ts'
import type { StoredDelivery } from '../store/deliveries.ts'
import { signatureHeadersOf } from './judge.ts'

/** The SDK's window, both ways. */
const TOLERANCE_S = 300

/** Puts a verdict into words: what is the matter, what shows it, what to do. Pure. */
export function explainVerdict(
  delivery: Pick<StoredDelivery, 'verdict' | 'reason' | 'headers' | 'receivedAt' | 'bodyBytes' | 'status'>,
  matched: Pick<SecretSummary, 'label' | 'lastFour'> | null,
  /** How many signing secrets there are now. */
  secretCount: number
): Explanation {
  const { reason, headers, receivedAt } = delivery
  const signature = signatureHeadersOf(headers)
  const timestamp = signature['webhook-timestamp']
  if (!reason) {
    const skew = skewOf(timestamp, receivedAt)
    return {
      headline: 'The signature is genuine.',
      evidence: [
        ...(matched ? [] : ['The secret that it was made with has been removed since.']),
        `Signed text: ${signature['webhook-id'] ?? ''}.${timestamp ?? ''}. followed by the ${delivery.bodyBytes} bytes of the body, HMAC-SHA256, base64.`,
        ...(skew === null
          ? []
          : [`The timestamp was ${describeSkew(skew)} at receipt; ${TOLERANCE_S} s are allowed.`])
      ],
      fix: null
    }
  }
  switch (reason.code) {
    case 'no_secret':
      if (secretCount > 0) {
        return {
          headline: `None of your signing secrets (${secretCount}) explains this delivery.`,
          evidence: [
            'It came before any was stored, and was checked when they were added.',
            signatureEvidence(headers)
          ],
          fix: 'It was signed with another secret, or not as a Scalekit webhook. Compare the last four characters with those in the dashboard, and add the secret of the endpoint that sent it.'
        }
      }
      return {
        headline: 'Nobody has checked this delivery: no signing secret is stored yet.',
        evidence: [signatureEvidence(headers)],
        fix: "Add your endpoint's signing secret. If it explains this delivery, it becomes an event at once, judged by its time of receipt."
      }
    case 'missing_headers':
      return {
        headline: 'The request is not signed as a Scalekit webhook.',
        evidence: [signatureEvidence(headers)],
        fix: 'Scalekit sends webhook-id, webhook-timestamp and webhook-signature. A request without them comes from a browser, a test call or another sender.'
      }
    case 'invalid_headers':
      return {
        headline: 'The timestamp is not a number.',
        evidence: [`webhook-timestamp: ${timestamp ?? ''}`],
        fix: 'It must be whole seconds since 1970, for example 1767225600.'
      }
    case 'too_old':
    case 'too_new': {
      const skew = skewOf(timestamp, receivedAt)
      return {
        headline: `The timestamp is too ${reason.code === 'too_old' ? 'old' : 'far in the future'}.`,
        evidence: [
          `webhook-timestamp ${timestamp ?? ''} was ${skew === null ? 'unreadable' : describeSkew(skew)} at receipt; the SDK allows ${TOLERANCE_S} s.`,
          ...(Number(timestamp) > 1e11 ? ['It has the size of milliseconds; the scheme wants seconds.'] : [])
        ],
        fix: 'Check the clock of this machine and of the sender. A request stored earlier and sent again verbatim is refused for its age: replay it freshly signed.'
      }
    }
    case 'invalid_secret':
      return {
        headline: 'The stored signing secret is malformed.',
        evidence: ['The SDK wants whsec_ followed by base64.'],
        fix: 'Remove the secret and add it again, copied whole from the Scalekit dashboard.'
      }
    case 'invalid_signature':
      return {
        headline: 'The signature does not fit the body with any stored secret.',
        evidence: [
          signatureEvidence(headers),
          `The body has ${delivery.bodyBytes} bytes, kept exactly as they arrived.`
        ],
        fix: "Most often the secret belongs to another endpoint or was rotated: add the one shown at this endpoint in Scalekit's dashboard. Otherwise the body or the headers were changed on the way."
      }
    case 'too_large':
      return {
        headline: 'The body is larger than the limit, so it was refused.',
        evidence: [`It had at least ${delivery.bodyBytes} bytes. Only its beginning is kept.`],
        fix: 'The sender was answered 413.'
      }
    case 'aborted':
      return {
        headline: 'The sender hung up before the request was complete.',
        evidence: [`${delivery.bodyBytes} bytes of the body had arrived; they are kept.`],
        fix: 'Nothing was acknowledged, so a well-behaved sender tries again.'
      }
    default:
      return assertNever(reason.code)
  }
}

function signatureEvidence(headers: readonly HeaderPair[]): string {
  const found = headers
    .map(([name]) => name)
    .filter((name) => /webhook|svix|signature|interceptor/i.test(name))
  return found.length > 0
    ? `Headers of a signature: ${found.join(', ')}.`
    : 'It has no header of any known signature scheme.'
}

/** Seconds by which the timestamp lies before the receipt; negative for one in the future. */
function skewOf(timestamp: string | undefined, receivedAt: number): number | null {
  const seconds = Number.parseInt(timestamp ?? '', 10)
  return Number.isNaN(seconds) ? null : Math.floor(receivedAt / 1000) - seconds
}

const describeSkew = (seconds: number): string =>
  seconds >= 0 ? `${seconds} s old` : `${-seconds} s in the future`
