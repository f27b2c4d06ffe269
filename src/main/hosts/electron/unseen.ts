import type { Core } from '../../core/core.ts'
import type { Announcement } from '#shared/contract.ts'

/** Beyond this only that there are many matters. */
const MOST = 10_000

export interface Unseen {
  /** The reader looks at the app from now on, or looks away. */
  setLooking(isLooking: boolean): void
}

/** Counts the events that came first while nobody looked: what changes or comes back later counts for nothing. */
export function countUnseen(
  core: Pick<Core, 'onAnnouncement'>,
  now: () => number,
  onChange: (count: number) => void
): Unseen {
  const ids = new Set<string>()
  let lookedAwayAt: number | null = null
  const tell = (before: number) => {
    if (ids.size !== before) onChange(ids.size)
  }
  core.onAnnouncement((name, payload) => {
    if (name !== 'events.changed' || lookedAwayAt === null) return
    const { upserted, removed } = payload as Announcement<'events.changed'>
    const before = ids.size
    for (const { id, firstSeenAt } of upserted)
      if (firstSeenAt >= lookedAwayAt && ids.size < MOST) ids.add(id)
    for (const id of removed) ids.delete(id)
    tell(before)
  })
  return {
    setLooking(isLooking) {
      if (!isLooking) {
        lookedAwayAt ??= now()
        return
      }
      lookedAwayAt = null
      const before = ids.size
      ids.clear()
      tell(before)
    }
  }
}
