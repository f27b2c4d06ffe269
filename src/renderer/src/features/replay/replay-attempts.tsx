import { ListX } from 'lucide-react'
import { useState } from 'react'
import type { Attempt } from '#shared/models.ts'
import type { Replay } from '#shared/replay-models.ts'
import { useClient } from '../../client/client-context.tsx'
import { Instant } from '../../components/instant.tsx'
import { Empty, Notice } from '../../components/notice.tsx'
import { VirtualRows } from '../../components/virtual-rows.tsx'
import { Waiting } from '../../components/waiting.tsx'
import { formatDuration } from '../../lib/format-time.ts'
import { OutcomeTag, SendingTag } from './outcome.tsx'
import styles from './replays.module.css'
import { useEventName } from './use-event-name.ts'
import { endedOf } from './replays-view.ts'
import { useOpenEvent } from './use-open-event.ts'
import { usePaged } from './use-paged.ts'

const rowHeight = 34

interface ReplayAttemptsProps {
  readonly replay: Replay
  readonly only?: 'notAccepted'
}

/** The attempts of a replay in the order of sending; each opens its event. */
export function ReplayAttempts({ replay, only }: ReplayAttemptsProps) {
  const client = useClient()
  const open = useOpenEvent()
  const [active, setActive] = useState(-1)
  const { rows, hasMore, isRead, error, loadMore } = usePaged<Attempt>(
    `${replay.id} ${only}`,
    {
      readPage: (before) =>
        client.call('replays.attempts', {
          id: replay.id,
          limit: 200,
          ...(only && { only }),
          ...(before !== null && { before })
        }),
      isOpen: (attempt) => attempt.outcome === 'pending'
    },
    `${replay.state} ${endedOf(replay)}`
  )
  if (error !== null && rows.length === 0) return <Notice tone="bad">{error}</Notice>
  if (!isRead) return <Waiting what="the attempts" />
  if (rows.length === 0) {
    return <Empty icon={ListX} title={only ? 'All that was answered was accepted' : 'Nothing was sent yet'} />
  }
  return (
    <VirtualRows
      role="grid"
      label="Attempts"
      count={rows.length}
      total={hasMore ? -1 : rows.length}
      rowHeight={rowHeight}
      keyOf={(index) => rows[index]?.id ?? index}
      row={(index) => {
        const attempt = rows[index]
        return attempt && <AttemptRow attempt={attempt} />
      }}
      activeIndex={active}
      onActivate={setActive}
      onOpen={(index) => {
        const attempt = rows[index]
        if (attempt) open(attempt.eventId)
      }}
      onNearEnd={loadMore}
      className={styles['rows']}
    />
  )
}

function AttemptRow({ attempt }: { readonly attempt: Attempt }) {
  const { outcome, startedAt, eventId, durationMs, error, warning } = attempt
  const name = useEventName(eventId)
  const remark = error ?? warning
  return (
    <div className={styles['attempt']}>
      <span role="gridcell">
        {outcome === 'pending' ? <SendingTag since={startedAt} /> : <OutcomeTag attempt={attempt} />}
      </span>
      <span role="gridcell" className={styles['event']}>
        <b>
          <bdi>{name ?? ''}</bdi>
        </b>
        <code>
          <bdi>{eventId}</bdi>
        </code>
        {remark !== null && <small title={remark}>{remark}</small>}
      </span>
      <span role="gridcell" className={styles['when']}>
        {durationMs !== null && <>{formatDuration(durationMs)} · </>}
        <Instant at={startedAt} />
      </span>
    </div>
  )
}
