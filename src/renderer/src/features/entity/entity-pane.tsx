import { SearchX } from 'lucide-react'
import { useMemo, useState } from 'react'
import type { Entity } from '#shared/entity-models.ts'
import { useClient } from '../../client/client-context.tsx'
import { Button } from '../../components/button.tsx'
import { notify } from '../../components/notify.ts'
import { Empty, Notice } from '../../components/notice.tsx'
import { Tabs, type TabEntry } from '../../components/tabs.tsx'
import { Waiting } from '../../components/waiting.tsx'
import { useAppState } from '../../state/app-state.ts'
import { useStore } from '../../state/store.ts'
import { MarkBar } from '../changes/mark-bar.tsx'
import { useMark } from '../changes/use-compare.ts'
import { Scrubber } from '../history/scrubber.tsx'
import { useAction } from '../shortcuts/use-action.ts'
import { AsOf } from './as-of.tsx'
import { isDeactivated } from './attributes.ts'
import styles from './entity.module.css'
import { EntityHeader } from './entity-header.tsx'
import { createEntity } from './entity-store.ts'
import { kindOf } from './entity-words.ts'
import { FilterButton } from './filter-button.tsx'
import { EventsTab } from './events-tab.tsx'
import { MembersTab } from './members-tab.tsx'
import { PointActions } from './point-actions.tsx'
import { StateTab } from './state-tab.tsx'
import { useBirth } from './use-birth.ts'
import { useEventWindow } from './use-event-window.ts'
import { useFollowLatest } from './use-follow-latest.ts'
import { useMembers } from './use-members.ts'
import { usePoint, type Point } from './use-point.ts'
import { useStateAt } from './use-state-at.ts'

type EntityTab = 'events' | 'state' | 'members'

/** The page of an entity: its events in true order, its state at one of them, and who belongs to it. */
export function EntityPane({ id, at }: { readonly id: string; readonly at: string | null }) {
  const client = useClient()
  const store = useMemo(() => createEntity(client, id), [client, id])
  const { value: entity, error } = useStore(store)
  const { selection } = useAppState()
  useAction('history', selection.closeEntity)
  const [tab, setTab] = useState<EntityTab>('events')
  if (entity && error === null) {
    return <EntityAt key={id} entity={entity} at={at} tab={tab} onTab={setTab} />
  }
  return error === null ? <Waiting what="the history" /> : <Unknown id={id} error={error} />
}

function Unknown({ id, error }: { readonly id: string; readonly error: string }) {
  const { selection } = useAppState()
  return (
    <Empty
      icon={SearchX}
      title="This history cannot be shown"
      actions={
        <>
          <Button size="small" onClick={() => selection.show('events')}>
            Show the timeline
          </Button>
          <FilterButton id={id} object={null} />
        </>
      }
    >
      <p>
        <bdi>{error}</bdi>
      </p>
    </Empty>
  )
}

interface EntityAtProps {
  readonly entity: Entity
  readonly at: string | null
  readonly tab: EntityTab
  readonly onTab: (tab: EntityTab) => void
}

function EntityAt(props: EntityAtProps) {
  const { entity, at } = props
  const { selection } = useAppState()
  const point = usePoint(entity, at)
  if (point.error === null) return <EntityView {...props} point={point} />
  return (
    <>
      <EntityHeader entity={entity} isDeactivated={false} />
      <div className={styles['notes']}>
        <Notice tone="warn">
          <bdi>{point.error}</bdi>{' '}
          <Button size="small" onClick={() => selection.pointTo(entity.lastId)}>
            Go to its latest event
          </Button>
        </Notice>
      </div>
    </>
  )
}

function EntityView({ entity, at, tab, onTab, point }: EntityAtProps & { readonly point: Point }) {
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
