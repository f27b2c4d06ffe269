import type { Exchange } from '#shared/check-models.ts'
import { DELIVERED, RETRIED } from './consequences.ts'
import { answerFirst, noRedirect, statusNotBody } from './fixes.ts'
import {
  createProbe,
  fail,
  formatMs,
  isLate,
  isRedirect,
  pass,
  type Judgement,
  type ProbeWork
} from './probe.ts'

/** From when on an answer is close to the ten seconds that Scalekit waits. */
const CLOSE_MS = 5_000

/** These send nothing: they judge the answers to all that was sent before. */
export const answerProbes: readonly ProbeWork[] = [
  createProbe(
    'answer',
    'in-time',
    'Answers within 10 seconds',
    'Scalekit waits 10 seconds. What takes longer counts as failed and comes again, even if the handler finishes its work.',
    async (conversation) => {
      const slowest = conversation.all.reduce(slower)
      const took = slowest.durationMs ?? 0
      const answers = conversation.all.filter(isAnswered).length
      const slowestTook = `took ${formatMs(took)} (${slowest.what})`
      const told =
        answers === 1 ? `The only answer ${slowestTook}` : `Of ${answers} answers the slowest ${slowestTook}`
      if (isLate(slowest)) return fail(`No answer within 10 s: ${slowest.what}.`, RETRIED, answerFirst)
      if (answers === 0) return NO_ANSWER
      if (took < CLOSE_MS) return pass(`${told}.`, null)
      return {
        outcome: 'warn',
        finding: `${told}, which is close to the limit.`,
        consequence: `Scalekit waits 10 seconds, so this one still counts. Under load it may not, and then: ${RETRIED}`,
        fixes: answerFirst
      }
    },
    'all'
  ),
  createProbe(
    'answer',
    'redirects',
    'Answers without redirecting',
    'Scalekit follows no redirect: not to https, not to a path with a slash, not to a login.',
    async (conversation) => {
      const posted = conversation.all.filter(isAnswered).filter(({ requestBytes }) => requestBytes > 0) // A GET may lead elsewhere.
      if (posted.length === 0) return NO_ANSWER
      const redirected = posted.find(isRedirect)
      if (!redirected)
        return pass(
          posted.length === 1
            ? 'The only answer was no redirect.'
            : `None of ${posted.length} answers was a redirect.`,
          null
        )
      return fail(
        `It redirects: ${redirected.status} to ${locationOf(redirected)} (${redirected.what}).`,
        RETRIED,
        noRedirect
      )
    },
    'all'
  ),
  createProbe(
    'answer',
    'status',
    'Status says what the body says',
    'Scalekit reads the status and nothing else. An error in the body of a 200 is a success, and a success in the body of a 500 a failure.',
    async (conversation) => {
      const answers = conversation.all.filter(isAnswered)
      if (answers.length === 0) return NO_ANSWER
      const claims = answers.map((one) => ({ one, claimed: claimOf(one) }))
      const bad = claims.find(({ one, claimed }) => claimed !== null && claimed !== isSuccess(one))
      if (!bad) return pass('No answer says one thing in its status and another in its body.', null)
      const { one } = bad
      const quoted = (one.responseBody ?? '').slice(0, 120)
      return isSuccess(one)
        ? fail(
            `It answered ${one.status} with a body that tells of an error: ${quoted} (${one.what}).`,
            DELIVERED,
            statusNotBody
          )
        : fail(
            `It answered ${one.status} with a body that tells of success: ${quoted} (${one.what}).`,
            RETRIED,
            statusNotBody
          )
    },
    'all'
  )
]

const isAnswered = ({ status }: Exchange): boolean => status !== null

const NO_ANSWER: Judgement = {
  outcome: 'skipped',
  finding: 'Skipped, because no answer came that could be judged.',
  consequence: null,
  fixes: []
}

const slower = (one: Exchange, other: Exchange): Exchange =>
  (other.durationMs ?? 0) > (one.durationMs ?? 0) ? other : one

const isSuccess = ({ status }: Exchange): boolean => status !== null && status >= 200 && status <= 299

/** The address alone: what follows `?` may be somebody's token. */
function locationOf({ responseHeaders }: Exchange): string {
  const location = responseHeaders.find(([name]) => name.toLowerCase() === 'location')?.[1]
  return location === undefined ? 'nowhere' : location.replace(/[?#].*/, '').slice(0, 200)
}

/** Whether the JSON body of an answer tells of success; null where it says neither. */
function claimOf({ responseBody }: Exchange): boolean | null {
  let body: unknown
  try {
    body = JSON.parse(responseBody ?? '')
  } catch {
    return null
  }
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return null
  const said = body as Readonly<Record<string, unknown>>
  for (const key of ['status', 'statusCode', 'status_code', 'code']) {
    const value = said[key]
    if (typeof value === 'number' && value >= 100 && value <= 599) return value < 400
  }
  for (const key of ['ok', 'success']) {
    if (typeof said[key] === 'boolean') return said[key]
  }
  return said['error'] ? false : null
}
