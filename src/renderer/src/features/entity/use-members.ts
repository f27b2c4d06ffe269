import { useMemo } from 'react'
import type { Entity } from '#shared/entity-models.ts'
import { useClient } from '../../client/client-context.tsx'
import { createStore, useStore } from '../../state/store.ts'
import { createMemberList, type MemberList, type MemberListState } from './member-list.ts'
import { useKept, useResting } from './use-kept.ts'

export interface MembersAt {
  readonly list: MemberList | null
  readonly error: string | null
  /** True while `list` is that of another point in time. */
  readonly isBusy: boolean
  readonly loadMore: () => void
}

const none = { ...createStore<MemberListState>({ list: null, error: null }), loadMore: () => {} }

/** Who is in a group, or the groups that a user is in, as of an event; nothing for what is neither. */
export function useMembers(entity: Entity | null, point: string): MembersAt {
  const client = useClient()
  const [id, events] = [entity?.id ?? null, entity?.events]
  const eventId = useResting(point)
  const store = useMemo(
    () => (id === null ? none : createMemberList(client, id, eventId)),
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- an event may have come in between
    [client, id, eventId, events]
  )
  const { list, error } = useStore(store)
  return {
    list: useKept(list, id ?? ''),
    error,
    isBusy: (list === null && error === null) || eventId !== point,
    loadMore: store.loadMore
  }
}
