import { useEffect, useState } from 'react'
import type { EventDetail } from '#shared/models.ts'
import { useClient } from '../../client/client-context.tsx'
import { Button } from '../../components/button.tsx'
import { Notice } from '../../components/notice.tsx'
import { Waiting } from '../../components/waiting.tsx'
import { useAppState } from '../../state/app-state.ts'
import { useRead } from '../../state/use-read.ts'
import { keepKeyboard } from '../frame/panes.ts'
import { happenedAt } from '../history/say-event.ts'
import { CompareBar } from './compare-bar.tsx'
import styles from './changes.module.css'
import { mostListed } from './diff.ts'
import { Difference } from './difference.tsx'
import { nobody, useBlame } from './use-blame.ts'

/** Payloads of so many bytes together list what did not change at once. */
const smallBytes = 300_000

interface ComparisonProps {
  readonly base: EventDetail
  readonly event: EventDetail
  /** True where the reader chose what to compare with. */
  readonly isChosen: boolean
}

/** What changed from one event to another. */
export function Comparison({ base, event, isChosen }: ComparisonProps) {
  const client = useClient()
  const { selection } = useAppState()
  const pair = `${base.id} ${event.id}`
  const [wanted, setWanted] = useState<string | null>(null)
  const isListed = wanted === pair || base.bodyBytes + event.bodyBytes <= smallBytes
  const unchanged = isListed ? mostListed : 0
  const diff = useRead(`${pair} ${unchanged}`, () =>
    client.call('events.diff', { from: base.id, to: event.id, unchanged })
  )
  const isSameEntity = base.entityId !== null && base.entityId === event.entityId
  const blame = useBlame(base)
  // Its bar is another one once the changes are read.
  // oxlint-disable-next-line react/exhaustive-effect-dependencies -- that it is another one is the reason
  useEffect(() => keepKeyboard('event'), [diff.status])
  if (diff.status === 'ready') {
    return (
      <Difference
        base={base}
        event={event}
        isChosen={isChosen}
        diff={diff.value}
        // Backwards, or to another entity, no value lasted until then.
        blame={isSameEntity && happenedAt(base) <= happenedAt(event) ? blame : nobody}
        onList={isListed ? null : () => setWanted(pair)}
      />
    )
  }
  return (
    <>
      <CompareBar base={base} event={event} isChosen={isChosen} copy={null} />
      {diff.status === 'loading' ? (
        <Waiting what="the changes" />
      ) : (
        <div className={styles['page']}>
          <Notice tone="warn">
            {diff.error}{' '}
            <Button size="small" onClick={() => selection.openTab('payload')}>
              Show the payload
            </Button>
          </Notice>
        </div>
      )}
    </>
  )
}
