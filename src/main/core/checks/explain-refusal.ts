import type { Exchange } from '#shared/check-models.ts'
import { consequenceOf } from './consequences.ts'
import { answerFirst, keepAlive, letIn, mendVerification, noRedirect, rightPath, startApp } from './fixes.ts'
import { describeAnswer, fail, isLate, isRedirect, type Fix, type Judgement } from './probe.ts'

/** What is most likely the matter with a handler that does not accept a plain, correctly signed delivery. */
export function explainRefusal(exchange: Exchange, target: URL): Judgement {
  const { cause, fixes } = causeOf(exchange, target)
  return fail(
    `It did not accept a valid delivery: ${describeAnswer(exchange)}. ${cause}`,
    consequenceOf(exchange),
    fixes
  )
}

interface Cause {
  readonly cause: string
  readonly fixes: readonly Fix[]
}

/** What the SDKs say when they refuse, as handlers often pass it on, in the order to look for it. */
const SDK_WORDS: readonly { readonly words: RegExp; readonly cause: string }[] = [
  {
    words: /missing required headers/i,
    cause:
      'Its own words are those of the SDK when it cannot find webhook-id, webhook-timestamp and webhook-signature: it was given a Headers instance, names in Title-Case, or only some of the headers.'
  },
  {
    words: /invalid secret/i,
    cause:
      'Its own words are those of the SDK when the secret is no whsec_… value: look at the environment variable that the handler reads.'
  },
  {
    words: /timestamp too (old|new)/i,
    cause:
      'Its own words are those of the SDK when the timestamp is more than five minutes off: the clocks of the handler and of this machine differ.'
  },
  {
    words: /invalid signature/i,
    cause:
      'So it was given the headers, but computed another signature: it knows another secret than the one this check signs with, or it verifies a parsed body instead of the bytes that came.'
  }
]

function causeOf(exchange: Exchange, target: URL): Cause {
  const { status, responseBody } = exchange
  if (isLate(exchange)) {
    return { cause: 'It works before it answers, or waits for something.', fixes: answerFirst }
  }
  if (status === null) return { cause: 'No delivery can arrive there.', fixes: startApp }
  if (status < 300) return { cause: 'Its answer broke off half-way.', fixes: keepAlive }
  if (isRedirect(exchange)) return { cause: 'Scalekit follows no redirect.', fixes: noRedirect }
  if (status === 404 || status === 405 || status === 501) {
    return {
      cause: `Nothing there takes POST ${target.pathname}.`,
      fixes: rightPath(target.pathname)
    }
  }
  if (status === 429 || status === 407)
    return { cause: 'Something in front of it holds requests off.', fixes: letIn }
  const known = SDK_WORDS.find(({ words }) => words.test(responseBody ?? ''))
  if (known) return { cause: known.cause, fixes: mendVerification(NEXT_STEP) }
  if (status >= 500) {
    return {
      cause:
        'It threw an error. If its log shows one of the SDK’s, the check of the signature failed and nothing caught it: another secret, a parsed body, or headers in the wrong shape.',
      fixes: mendVerification(NEXT_STEP)
    }
  }
  return {
    cause:
      'The likely causes, most frequent first: it knows another secret than the one this check signs with; it verifies a parsed body instead of the bytes that came; it hands the SDK a Headers instance instead of a plain object; or the path wants a login or a CSRF token.',
    fixes: [...mendVerification(NEXT_STEP), ...letIn]
  }
}

const NEXT_STEP =
  'Compare the secret in the environment of the handler with the one chosen for this check, without spaces or quotes around it. Then verify the body as it came, before anything parses it.'
