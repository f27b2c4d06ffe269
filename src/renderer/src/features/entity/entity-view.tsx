import type { Entity } from '#shared/entity-models.ts'
import { useClient } from '../../client/client-context.tsx'
import { notify } from '../../components/notify.ts'
import { Tabs, type TabEntry } from '../../components/tabs.tsx'
import { useAppState } from '../../state/app-state.ts'
import { MarkBar } from '../changes/mark-bar.tsx'
import { useMark } from '../changes/use-compare.ts'
import { Scrubber } from '../history/scrubber.tsx'
import { useAction } from '../shortcuts/use-action.ts'
import { AsOf } from './as-of.tsx'
import { isDeactivated } from './attributes.ts'
import { EntityHeader } from './entity-header.tsx'
import { kindOf } from './entity-words.ts'
import { EventsTab } from './events-tab.tsx'
import { MembersTab } from './members-tab.tsx'
import { PointActions } from './point-actions.tsx'
import { StateTab } from './state-tab.tsx'
import { useBirth } from './use-birth.ts'
import { useEventWindow } from './use-event-window.ts'
import { useFollowLatest } from './use-follow-latest.ts'
import { useMembers } from './use-members.ts'
import type { Point } from './use-point.ts'
import { useStateAt } from './use-state-at.ts'

export type EntityTab = 'events' | 'state' | 'members'

export interface EntityAtProps {
  readonly entity: Entity
  readonly at: string | null
  readonly tab: EntityTab
  readonly onTab: (tab: EntityTab) => void
}

/** An entity at one point of its history. */
export function EntityView({ entity, at, tab, onTab, point }: EntityAtProps & { readonly point: Point }) {
  const client = useClient()
  const { selection } = useAppState()
  const kind = kindOf(entity)
  const events = useEventWindow(entity, at)
  const state = useStateAt(entity, point.id)
  const isBorn = useBirth(entity)
  const members = useMembers(kind.members === null ? null : entity, point.id)
  useFollowLatest(entity, at, events)
  const toggleMark = useMark()
  const markPoint = () =>
    void notify.whenFailed('Could not mark the event', async () =>
      toggleMark(await client.call('events.get', { id: point.id }))
    )
  useAction('mark', markPoint)
  useAction('changes', () => selection.compare(null, point.id))
  useAction('mapping', () => {
    selection.open(point.id)
    selection.openTab('mapping')
  })

  const attributes = state.value?.attributes ?? []
  const tabs: readonly TabEntry<EntityTab>[] = [
    {
      value: 'events',
      text: 'Events',
      count: entity.events,
      panel: () => <EventsTab entity={entity} store={events} point={point.id} />
    },
    {
      value: 'state',
      text: 'State',
      count: attributes.filter(({ text }) => text !== null).length,
      panel: () => <StateTab point={point} state={state} isBorn={isBorn} />
    },
    ...(kind.members === null
      ? []
      : [
          {
            value: 'members' as const,
            text: kind.members,
            count: members.list?.present,
            panel: () => (
              <MembersTab
                entity={entity}
                point={point}
                of={kind.members ?? 'Members'}
                members={members}
                isBorn={isBorn}
              />
            )
          }
        ])
  ]
  return (
    <>
      <MarkBar eventId={point.id} />
      <EntityHeader entity={entity} isDeactivated={isDeactivated(attributes)} />
      <Scrubber
        entityId={entity.id}
        at={at}
        onPoint={selection.pointTo}
        title={(history) => <AsOf history={history} point={point.id} />}
        aside={<PointActions entity={entity} point={point.id} onMark={markPoint} />}
      />
      <Tabs
        label="Entity"
        tabs={tabs}
        value={tabs.some(({ value }) => value === tab) ? tab : 'events'}
        onChange={onTab}
      />
    </>
  )
}
