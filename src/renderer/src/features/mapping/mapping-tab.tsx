import { Unplug } from 'lucide-react'
import { useMemo } from 'react'
import type { EventDetail } from '#shared/models.ts'
import { useClient } from '../../client/client-context.tsx'
import { Button } from '../../components/button.tsx'
import { Empty, Notice } from '../../components/notice.tsx'
import { Waiting } from '../../components/waiting.tsx'
import { useStore } from '../../state/store.ts'
import { useHeld } from '../../state/use-held.ts'
import { createMapping } from './mapping-store.ts'
import { MappingView } from './mapping-view.tsx'
import styles from './mapping.module.css'
import { NothingMapped } from './nothing-mapped.tsx'

/** Where each attribute of the event came from. */
export function MappingTab({ event }: { readonly event: EventDetail }) {
  const client = useClient()
  const { id, organizationId } = event
  const store = useMemo(() => createMapping(client, id, organizationId), [client, id, organizationId])
  const { value, error } = useStore(store)
  const mapping = useHeld(value)
  if (mapping === null) {
    return error === null ? (
      <Waiting what="where its attributes came from" />
    ) : (
      <Empty
        icon={Unplug}
        title="The mapping cannot be shown"
        actions={<Button onClick={store.reread}>Try again</Button>}
      >
        <p>{error}</p>
      </Empty>
    )
  }
  return (
    <div className={styles['page']}>
      {error !== null && (
        <Notice tone="warn">
          {error} What is shown was read before.{' '}
          <Button size="small" onClick={store.reread}>
            Try again
          </Button>
        </Notice>
      )}
      {mapping.resource === null ? (
        <NothingMapped event={event} />
      ) : (
        <MappingView event={event} mapping={mapping} onProvider={store.reread} />
      )}
    </div>
  )
}
