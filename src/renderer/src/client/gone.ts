import type { Announcement } from '#shared/contract.ts'

/** The events that were announced as removed. */
export interface Gone {
  hear(
    change: Pick<Announcement<'events.changed'>, 'removed' | 'stale'> & {
      upserted: readonly { id: string }[]
    }
  ): void
  /** Whether a command is about one of them. */
  isIn(input: object): boolean
  clear(): void
}

/** Where commands name an event. */
const names = ['id', 'eventId', 'aroundId', 'from', 'to']

const mostRemembered = 1_000

export function createGone(): Gone {
  const ids = new Set<string>()
  return {
    hear({ upserted, removed, stale }) {
      // What came back meanwhile is not said.
      if (stale) ids.clear()
      for (const id of removed) ids.add(id)
      for (const { id } of upserted) ids.delete(id)
      // Where a limit is reached, each event that comes removes one. Of those of long ago the core says so itself.
      for (const id of ids) {
        if (ids.size <= mostRemembered) break
        ids.delete(id)
      }
    },
    isIn: (input) =>
      ids.size > 0 &&
      Object.entries(input).some(
        ([name, value]) => typeof value === 'string' && names.includes(name) && ids.has(value)
      ),
    clear: () => ids.clear()
  }
}
