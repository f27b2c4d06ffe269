import type { EventDetail } from '#shared/models.ts'
import type { ReactNode } from 'react'
import { useClient } from '../../client/client-context.tsx'
import { Button } from '../../components/button.tsx'
import { Notice } from '../../components/notice.tsx'
import { Waiting } from '../../components/waiting.tsx'
import { formatCount } from '../../lib/format-count.ts'
import { useAppState } from '../../state/app-state.ts'
import { useRead } from '../../state/use-read.ts'
import { CallOuts } from './call-outs.tsx'
import styles from './changes.module.css'
import { mostListed } from './diff.ts'
import { StateSections } from './sections.tsx'
import { useCallOuts } from './use-call-outs.ts'
import { nobody } from './use-blame.ts'
import { useRowView } from './use-row-view.tsx'

interface StateViewProps {
  /** The event whose payload is shown. */
  readonly event: EventDetail
  /** What it stands for: a start, or what was last known. */
  readonly children: ReactNode
  readonly hasCallOuts?: boolean
}

/** All values of one event by the parts of its payload. Compared with itself, so that a large one is taken apart elsewhere. */
export function StateView({ event, children, hasCallOuts = false }: StateViewProps) {
  const client = useClient()
  const { selection } = useAppState()
  const values = useRead(event.id, () =>
    client.call('events.diff', { from: event.id, to: event.id, unchanged: mostListed })
  )
  const callOuts = useCallOuts(event, null)
  const [view, menu] = useRowView({
    blame: nobody,
    until: null,
    entityId: event.entityId,
    eventId: event.id
  })
  return (
    <div className={styles['page']}>
      {children}
      {values.status === 'loading' && <Waiting what="the payload" />}
      {values.status === 'failed' && (
        <Notice tone="warn">
          Its values cannot be listed. {values.error}{' '}
          <Button size="small" onClick={() => selection.openTab('payload')}>
            Show the payload
          </Button>
        </Notice>
      )}
      {values.status === 'ready' && (
        <>
          {hasCallOuts && <CallOuts callOuts={callOuts} />}
          <StateSections values={values.value.same} view={view} />
          {values.value.unchanged > values.value.same.length && (
            <p className={styles['rest']}>
              {formatCount(values.value.unchanged - values.value.same.length)} more are in the payload.
            </p>
          )}
        </>
      )}
      {menu}
    </div>
  )
}
