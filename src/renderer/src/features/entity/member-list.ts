import type { Membership } from '#shared/entity-models.ts'
import type { Client } from '../../client/client.ts'
import { messageOf } from '../../state/live-value.ts'
import { createStore, type Store } from '../../state/store.ts'

/** Who is in a group as of an event, then who once was; as far as they were read. */
export interface MemberList {
  readonly rows: readonly Membership[]
  readonly present: number
  readonly past: number
  /** Events that could not be followed. */
  readonly skipped: number
}

export interface MemberListState {
  /** Null until the first page was read. */
  readonly list: MemberList | null
  readonly error: string | null
}

export interface MemberListStore extends Store<MemberListState> {
  loadMore(): void
}

/** A list of members, read by the page. */
export function createMemberList(client: Client, id: string, eventId: string): MemberListStore {
  let isReading = false
  const store = createStore<MemberListState>({ list: null, error: null }, () => {
    if (store.getSnapshot().list === null) void load()
    return () => {}
  })
  async function load(): Promise<void> {
    if (isReading) return
    isReading = true
    const known = store.getSnapshot().list?.rows ?? []
    try {
      const { rows, ...rest } = await client.call('entities.members', { id, eventId, offset: known.length })
      store.set({ list: { ...rest, rows: [...known, ...rows] }, error: null })
    } catch (error) {
      store.set({ list: store.getSnapshot().list, error: messageOf(error) })
    } finally {
      isReading = false
    }
  }
  return {
    getSnapshot: store.getSnapshot,
    subscribe: store.subscribe,
    loadMore() {
      const { list } = store.getSnapshot()
      if (list && list.rows.length < list.present + list.past) void load()
    }
  }
}
