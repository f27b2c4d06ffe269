import { Radio } from 'lucide-react'
import { useEffect } from 'react'
import type { Stats } from '#shared/total-models.ts'
import { Button } from '../../components/button.tsx'
import { Notice } from '../../components/notice.tsx'
import { plural } from '../../lib/format-count.ts'
import { useAppState } from '../../state/app-state.ts'
import { useStore } from '../../state/store.ts'
import { isLocalOnly } from '../listening/chain.ts'
import { PathProof } from '../listening/path-proof.tsx'
import { useElapsedSeconds } from '../listening/use-elapsed.ts'
import { useListening } from '../listening/use-listening.ts'
import { ClosedReceiver } from './closed-receiver.tsx'
import styles from './guide.module.css'
import { realEvents } from './steps.ts'

const patienceSeconds = 30

/** Waits for the first real event; after half a minute says what usually keeps it away. */
export function EventStep() {
  const { facets, stats, guide } = useAppState()
  const { status } = useListening()
  const turnedAway = turnedAwayOf(useStore(stats).value)
  const counted = useStore(facets).value
  const hasArrived = counted !== null && realEvents(counted) > 0
  const { awaitedSince } = useStore(guide)
  // Kept, so that a look at something else does not start the wait anew.
  useEffect(() => {
    const wanted = hasArrived ? null : (awaitedSince ?? performance.now())
    if (wanted !== awaitedSince) guide.set({ ...guide.getSnapshot(), awaitedSince: wanted })
  }, [guide, hasArrived, awaitedSince])
  const seconds = useElapsedSeconds(hasArrived ? null : 'the first event', awaitedSince)
  if (hasArrived) {
    return (
      <Notice tone="good">
        {plural(realEvents(counted), 'event')} arrived, verified and stored. The latest is on top of the
        timeline.
      </Notice>
    )
  }
  if (status && status.receiver.state !== 'listening') return <ClosedReceiver />
  if (turnedAway.count > 0) return <TurnedAway {...turnedAway} />
  return (
    <>
      <p className={styles['waiting']}>
        <Radio size={16} aria-hidden />
        <span>
          Waiting for the first event. On your endpoint's page in Scalekit, choose <b>Send Test Event</b>, or
          change a user in the directory.
        </span>
      </p>
      {seconds >= patienceSeconds && <LikelyCauses />}
    </>
  )
}

interface TurnedAwayProps {
  readonly count: number
  readonly view: 'rejected' | 'unchecked'
}

const turnedAwayOf = (stats: Stats | null): TurnedAwayProps =>
  stats !== null && stats.rejected > 0
    ? { count: stats.rejected, view: 'rejected' }
    : { count: stats?.unchecked ?? 0, view: 'unchecked' }

/** What came is all there is to say: the way is open, and nothing else keeps the event away. */
function TurnedAway({ count, view }: TurnedAwayProps) {
  const { selection } = useAppState()
  return (
    <>
      <Notice tone="warn" isAlert>
        {plural(count, 'delivery', 'deliveries')}{' '}
        {view === 'rejected'
          ? 'did not fit the signing secret that is stored here.'
          : 'came before a signing secret was stored.'}
      </Notice>
      <div className={styles['actions']}>
        <Button look="primary" onClick={() => selection.show(view)}>
          Show {view === 'rejected' ? 'what was rejected' : 'what is unchecked'}
        </Button>
      </div>
    </>
  )
}

function LikelyCauses() {
  const { status, choose } = useListening()
  const isPublic = status?.tunnel.state === 'online' && !isLocalOnly(status.tunnel)
  return (
    <>
      <Notice tone="warn" isAlert>
        Nothing has arrived for {patienceSeconds} seconds. It is most likely one of these:
      </Notice>
      <ol className={styles['list']}>
        <li>
          <div className={styles['cause']}>
            {isPublic ? (
              <>
                <b>Scalekit sends to another URL.</b>
                <span>
                  The endpoint there must have exactly <code>{status.copyUrl}</code> and be enabled.
                </span>
              </>
            ) : (
              <>
                <b>Scalekit cannot reach this machine.</b>
                <span>There is no public URL that leads here.</span>
                <Button size="small" onClick={choose}>
                  Choose the way in
                </Button>
              </>
            )}
          </div>
        </li>
        <li>
          <div className={styles['cause']}>
            <b>There was nothing to send.</b>
            <span>
              The endpoint in Scalekit gets only the types that are ticked there, and a directory sends
              nothing until something in it changes.
            </span>
          </div>
        </li>
        <li>
          <div className={styles['cause']}>
            <b>It arrived and was not verified.</b>
            <span>Then it would be under Rejected or Unchecked, with its cause. There is nothing yet.</span>
          </div>
        </li>
      </ol>
      <p className={styles['text']}>
        A test request shows whether the way from the public URL to the disk is open:
      </p>
      <PathProof />
    </>
  )
}
