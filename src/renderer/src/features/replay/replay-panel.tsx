import { useState } from 'react'
import type { Replay } from '#shared/replay-models.ts'
import { useClient } from '../../client/client-context.tsx'
import { Instant } from '../../components/instant.tsx'
import { Notice } from '../../components/notice.tsx'
import { Tabs, type TabEntry } from '../../components/tabs.tsx'
import { Waiting } from '../../components/waiting.tsx'
import { formatCount } from '../../lib/format-count.ts'
import { useAppState } from '../../state/app-state.ts'
import { useStore } from '../../state/store.ts'
import { useRead } from '../../state/use-read.ts'
import { ReplayAttempts } from './replay-attempts.tsx'
import { ReplayCompare } from './replay-compare.tsx'
import { ReplayControls } from './replay-controls.tsx'
import { ReplayProgress } from './replay-progress.tsx'
import { ReplayStateTag } from './replay-state.tsx'
import styles from './replays.module.css'
import { whoseOf } from './replay-words.ts'
import { endedOf } from './replays-view.ts'
import { consequences, sayPace } from './sending-words.ts'

/** One replay: how far it is, what can be done with it, and each of its attempts. */
export function ReplayPanel({ id }: { readonly id: string }) {
  const client = useClient()
  const { replays } = useAppState()
  const listed = useStore(replays).value?.rows.find((replay) => replay.id === id)
  // An older one is not among the latest.
  const read = useRead(id, async () => listed ?? client.call('replays.get', { id }))
  const replay = listed ?? (read.status === 'ready' ? read.value : null)
  if (!replay) {
    return read.status === 'failed' ? <Notice tone="bad">{read.error}</Notice> : <Waiting what="the replay" />
  }
  return <Panel replay={replay} />
}

type Section = 'attempts' | 'failures' | 'compare'

function Panel({ replay }: { readonly replay: Replay }) {
  const [section, setSection] = useState<Section>('attempts')
  const { id, what, target, mode, deliveryId, pace, concurrency, startedAt, total, refused, failed } = replay
  const whose = whoseOf(replay)
  const tabs: readonly TabEntry<Section>[] = [
    {
      value: 'attempts',
      text: 'Attempts',
      panel: () => <ReplayAttempts key="all" replay={replay} />
    },
    {
      value: 'failures',
      text: 'Not accepted',
      count: refused + failed,
      panel: () => <ReplayAttempts key="failures" replay={replay} only="notAccepted" />
    },
    { value: 'compare', text: 'Compare', panel: () => <ReplayCompare key={id} replay={replay} /> }
  ]
  return (
    <>
      <div className={styles['head']}>
        <div className={styles['title']}>
          <h3>
            <bdi>{whose ?? what}</bdi>
          </h3>
          <ReplayStateTag replay={replay} />
        </div>
        <p className={styles['how']}>
          {whose !== null && (
            <>
              <bdi>{what}</bdi>{' '}
            </>
          )}
          to{' '}
          <code>
            <bdi>{target}</bdi>
          </code>
          , <span title={consequences[mode]}>{mode === 'resign' ? 'freshly signed' : 'verbatim'}</span>
          {deliveryId === 'new' && (
            <>
              , <span title={consequences.new}>new delivery ids</span>
            </>
          )}
          {total > 1 && (
            <>
              , {sayPace(pace)},{' '}
              {concurrency === 1 ? 'one at a time' : `up to ${formatCount(concurrency)} at once`}
            </>
          )}
          , started <Instant at={startedAt} />
        </p>
        {replay.state === 'interrupted' && <Interrupted replay={replay} />}
        <ReplayProgress replay={replay} />
        <ReplayControls replay={replay} />
      </div>
      <div className={styles['tabs']}>
        <Tabs label="Replay" tabs={tabs} value={section} onChange={setSection} />
      </div>
    </>
  )
}

function Interrupted({ replay }: { readonly replay: Replay }) {
  const rest = replay.total - endedOf(replay)
  return (
    <Notice tone="warn">
      The app ended while this was under way. Resume sends the{' '}
      {rest === 1 ? 'one event' : `${formatCount(rest)} events`} without an answer. What was answered is not
      sent again; what was waiting for its answer then is sent with the same delivery id, and its attempt says
      that the target may have got it already.
    </Notice>
  )
}
