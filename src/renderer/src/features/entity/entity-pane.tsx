import { SearchX } from 'lucide-react'
import { useMemo, useState } from 'react'
import { useClient } from '../../client/client-context.tsx'
import { Button } from '../../components/button.tsx'
import { Empty, Notice } from '../../components/notice.tsx'
import { Waiting } from '../../components/waiting.tsx'
import { useAppState } from '../../state/app-state.ts'
import { useStore } from '../../state/store.ts'
import { useAction } from '../shortcuts/use-action.ts'
import { EntityHeader } from './entity-header.tsx'
import { createEntity } from './entity-store.ts'
import { EntityView, type EntityAtProps, type EntityTab } from './entity-view.tsx'
import styles from './entity.module.css'
import { FilterButton } from './filter-button.tsx'
import { usePoint } from './use-point.ts'

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
