import type { Announce } from '#shared/contract.ts'
import type { StoreStatus } from '#shared/listening-models.ts'
import type { Log } from './ports.ts'
import type { Secrets } from './signatures/secrets.ts'
import type { Store } from './store/client.ts'

export interface StoreAnnouncements {
  /** What each secret has verified, where it differs from what was last told. */
  secrets(): void
  end(): void
}

/** Totals are worth an announcement, but not one per delivery. */
const STATS_EVERY_MS = 200

/** Tells what changes in the store, and how the store is. */
export function announceStore(parts: {
  readonly store: Store
  readonly secrets: Pick<Secrets, 'summaries'>
  readonly log: Log
  readonly announce: Announce
  reportStore(status: StoreStatus): void
}): StoreAnnouncements {
  const { store, announce } = parts
  let announcedSecrets = ''
  let statsTimer: NodeJS.Timeout | undefined

  const announceSecrets = async () => {
    const rows = await parts.secrets.summaries()
    const text = JSON.stringify(rows)
    if (text === announcedSecrets) return
    announcedSecrets = text
    announce('secrets.changed', { rows })
  }
  const announceStats = async () => {
    statsTimer = undefined
    try {
      announce('stats.changed', await store.call('stats'))
      await announceSecrets()
    } catch {
      // The store is closing or lost; `onLost` has told the user what there is to tell.
    }
  }
  const announceStatsSoon = () => void (statsTimer ??= setTimeout(() => void announceStats(), STATS_EVERY_MS))

  store.onChange(({ seq, isWide, events, deliveries, removedEvents, removedDeliveries, shapes }) => {
    if (events.length + removedEvents.length > 0 || isWide)
      announce('events.changed', { seq, upserted: events, removed: removedEvents, stale: isWide })
    if (deliveries.length + removedDeliveries.length > 0 || isWide)
      announce('deliveries.changed', { seq, upserted: deliveries, removed: removedDeliveries, stale: isWide })
    if (shapes.length > 0) announce('shapes.changed', { upserted: shapes })
    announceStatsSoon()
  })
  store.onLost((reason) => {
    parts.log.error(reason)
    parts.reportStore({ state: 'failed', reason })
  })
  store.onRestored((seq) => {
    parts.reportStore({ state: 'ok', reason: null })
    // A commit whose announcement was lost with the worker is in nobody's list yet.
    const everything = { seq, upserted: [], removed: [], stale: true }
    announce('events.changed', everything)
    announce('deliveries.changed', everything)
    announceStatsSoon()
  })

  return {
    secrets: () => void announceSecrets().catch(() => undefined), // The store is lost, and has said so.
    end: () => clearTimeout(statsTimer)
  }
}
