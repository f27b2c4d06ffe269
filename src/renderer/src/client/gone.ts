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

export function createGone(): Gone {
  const ids = new Set<string>()
  return {
    hear({ upserted, removed, stale }) {
      // What came back meanwhile is not said.
      if (stale) ids.clear()
      for (const id of removed) ids.add(id)
      for (const { id } of upserted) ids.delete(id)
    },
    isIn: (input) =>
      ids.size > 0 &&
      Object.entries(input).some(
        ([name, value]) => typeof value === 'string' && names.includes(name) && ids.has(value)
      ),
    clear: () => ids.clear()
  }
}
