import type { Notice, NoticeKind } from '#shared/app-models.ts'
import type { ListeningStatus } from '#shared/listening-models.ts'
import type { DeliverySummary, EventSummary } from '#shared/models.ts'
import type { Settings } from '#shared/settings-models.ts'
import { startTimer } from '../forwarding/retry-timer.ts'
import type { Clock } from '../ports.ts'

/** After so long without an event the next one is a first one again. */
const QUIET_MS = 30 * 60_000
/** What was received longer ago than this is no news: it was imported, or belongs to a secret that is new. */
const NEWS_MS = 60_000
const BURST = { deliveries: 5, withinMs: 60_000 }
/** A tunnel is often back sooner than anybody could look. */
const LOST_AFTER_MS = 15_000
/** No kind speaks up more often than this. */
const PAUSE_MS = 10 * 60_000

/** Decides what is worth telling a user who looks elsewhere. Whether he does, whoever shows it knows. */
export interface Notices {
  noteEvents(events: readonly EventSummary[]): void
  noteDelivery(delivery: DeliverySummary): void
  noteListening(status: ListeningStatus): void
  close(): void
}

export function createNotices(parts: {
  readonly clock: Clock
  wanted(): Settings['notifications']
  raise(notice: Notice): void
}): Notices {
  const { clock } = parts
  const raisedAt = new Map<NoticeKind, number>()
  let lastEventAt: number | null = null
  let rejectedAt: number[] = []
  let wasOnline = false
  let callOff: (() => void) | null = null

  const raise = (notice: Notice) => {
    const now = clock.now()
    if (!parts.wanted()[notice.kind]) return
    if (now - (raisedAt.get(notice.kind) ?? -Infinity) < PAUSE_MS) return
    raisedAt.set(notice.kind, now)
    parts.raise(notice)
  }
  const stopWaiting = () => {
    callOff?.()
    callOff = null
  }
  const loseTunnel = ({ reason, action }: ListeningStatus['tunnel']) => {
    stopWaiting()
    wasOnline = false
    const text = [reason, action].filter(Boolean).join(' ')
    raise({
      kind: 'tunnelLost',
      title: 'The tunnel is lost',
      text: text || 'Nothing that is sent to the public URL arrives.',
      openId: null
    })
  }

  return {
    noteEvents(events) {
      const now = clock.now()
      const fresh = events.find(({ sample, firstSeenAt }) => !sample && now - firstSeenAt < NEWS_MS)
      if (!fresh) return
      const isFirst = lastEventAt === null || now - lastEventAt >= QUIET_MS
      const title = lastEventAt === null ? 'The first event arrived' : 'An event arrived after a quiet time'
      lastEventAt = now
      if (isFirst) raise({ kind: 'firstEvent', title, text: fresh.type, openId: fresh.id })
    },
    noteDelivery({ id, kind, verdict, reason }) {
      if (kind !== 'webhook' || verdict !== 'rejected') return
      const now = clock.now()
      rejectedAt = [...rejectedAt.filter((at) => now - at < BURST.withinMs), now].slice(-BURST.deliveries)
      if (rejectedAt.length < BURST.deliveries) return
      raise({
        kind: 'rejected',
        title: `${BURST.deliveries} deliveries were rejected within a minute`,
        text: `The latest: ${reason?.message ?? 'not verified'}. Open it to see what is the matter.`,
        openId: id
      })
    },
    noteListening({ tunnel }) {
      if (tunnel.state === 'reconnecting') {
        if (wasOnline) callOff ??= startTimer(clock, LOST_AFTER_MS, () => loseTunnel(tunnel))
        return
      }
      stopWaiting()
      if (tunnel.state === 'failed' && wasOnline) loseTunnel(tunnel)
      wasOnline = tunnel.state === 'online'
    },
    close: stopWaiting
  }
}
