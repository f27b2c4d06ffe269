import type { EventSummary } from '#shared/models.ts'
import { shortType } from '#shared/short-type.ts'

/** Whom or what events of a simulation are about. */
export interface Subject {
  readonly key: string
  readonly label: string
  readonly entityId: string | null
  /** In the order in which they were sent. */
  readonly eventIds: readonly string[]
}

type Told = Pick<EventSummary, 'id' | 'type' | 'entityId' | 'label'>

/** The entities of events in the order in which they appear; an event of none stands for itself. */
export function subjectsOf(events: readonly Told[]): readonly Subject[] {
  const groups = Map.groupBy(events, ({ id, entityId }) => entityId ?? id)
  return [...groups].map(([key, own]) => {
    const named = own.findLast(({ label, entityId }) => label !== null && label !== entityId) ?? own.at(-1)
    return {
      key,
      label: named?.label ?? shortType(named?.type ?? key),
      entityId: own[0]?.entityId ?? null,
      eventIds: own.map(({ id }) => id)
    }
  })
}
