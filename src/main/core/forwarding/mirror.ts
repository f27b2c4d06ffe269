import type { Attempt } from '#shared/models.ts'
import type { Clock } from '../ports.ts'
import type { Reply } from '../receiver/receiver.ts'
import type { Handed } from './forwarder.ts'
import { startWait } from './retry-timer.ts'

/** Half a second less than Scalekit waits for all of it, so that it still hears why. */
export const MIRROR_BUDGET_MS = 9_500

interface MirrorParts {
  readonly receivedAt: number
  readonly clock: Clock
  /** Aborted when the app closes. */
  readonly ending: AbortSignal
}

/**
 * The answer that a sender gets from the target: its status, and its body as far as it is stored and was text.
 * Whatever keeps it from answering in time is a failure of the gateway's kind, which the sender tries again.
 * The target's address is not told.
 */
export async function mirrorAnswer(
  handed: Promise<Handed | null>,
  /** What the sender gets where the event is not handed on. */
  own: Reply,
  { receivedAt, clock, ending }: MirrorParts
): Promise<Reply> {
  const spent = Math.max(0, clock.now() - receivedAt) // The clock may have jumped back.
  const { over, callOff } = startWait(clock, Math.max(0, MIRROR_BUDGET_MS - spent), ending)
  const result = await Promise.race([handed, over])
  callOff()
  if (result === null) return own
  if (result) return mirrored(own, result.attempt)
  return ending.aborted
    ? failed(own, 503, 'The app was closed before the forward target answered. Send it again later.')
    : failed(own, 504, 'The forward target did not answer in time.')
}

function mirrored(own: Reply, attempt: Attempt | null): Reply {
  if (attempt?.outcome !== 'answered' || attempt.status === null)
    return failed(own, 502, 'The forward target gave no answer that could be handed on.')
  const { status, responseBody, responseHeaders } = attempt
  const headerOf = (wanted: string) => responseHeaders.find(([name]) => name.toLowerCase() === wanted)?.[1]
  // Stored as text: what was coded or is no UTF-8 is no longer what the target said.
  const isText = headerOf('content-encoding') === undefined && !responseBody?.includes('\uFFFD')
  const type = headerOf('content-type')
  return {
    ...own,
    status,
    content: {
      type: type !== undefined && WRITABLE.test(type) ? type : null,
      text: (isText && responseBody) || ''
    }
  }
}

/** Node writes no other signs into a header; what a target sends may be anything. */
const WRITABLE = /^[\t\x20-\x7e]*$/

const failed = (own: Reply, status: number, error: string): Reply => ({
  ...own,
  status,
  body: { ...own.body, ok: false, error }
})
