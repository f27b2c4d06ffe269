import { useEffect } from 'react'
import type { PathLink } from '#shared/listening-models.ts'
import { Button } from '../../components/button.tsx'
import { Notice } from '../../components/notice.tsx'
import { formatDuration } from '../../lib/format-time.ts'
import { useAppState } from '../../state/app-state.ts'
import type { PathTest } from '../../state/path-test.ts'
import { useStore } from '../../state/store.ts'
import { busyPortText } from '../listening/chain.ts'
import { useListening } from '../listening/use-listening.ts'
import { usePath } from '../listening/use-path.ts'
import { ClosedReceiver } from './closed-receiver.tsx'
import styles from './guide.module.css'

/** What the self-test says of the part of the way that is on this machine. */
export function ReceiverStep() {
  const { status } = useListening()
  const { test, run } = usePath()
  if (!status) return null
  const { receiver, store } = status
  if (receiver.state !== 'listening') return <ClosedReceiver />
  const links = localLinks(test)
  const failed = links.find(({ state }) => state === 'failed')
  const times = timesOf(links)
  const moved = busyPortText(receiver)
  return (
    <>
      <p className={styles['text']}>
        Deliveries are taken at <code>{receiver.url}</code>, on this machine only, and acknowledged once they
        are on disk. {moved}
      </p>
      {store.state === 'failed' && <Notice tone="bad">{store.reason}</Notice>}
      {failed && (
        <Notice tone="bad">
          {failed.reason} {failed.action}
        </Notice>
      )}
      {test.error !== null && <Notice tone="bad">{test.error}</Notice>}
      {times.length === 2 && !failed && (
        <Notice tone="good">
          A test request reached the receiver in {times[0]} and was on disk {times[1]} later.
        </Notice>
      )}
      <div className={styles['actions']}>
        <Button size="small" aria-disabled={test.isRunning} onClick={() => !test.isRunning && run()}>
          {test.isRunning ? 'Testing…' : 'Test again'}
        </Button>
      </div>
    </>
  )
}

const localLinks = ({ links }: PathTest): readonly PathLink[] =>
  links.filter(({ name }) => name === 'receiver' || name === 'disk')

const timesOf = (links: readonly PathLink[]): readonly string[] =>
  links.flatMap(({ latencyMs }) => (latencyMs === null ? [] : [formatDuration(latencyMs)]))

/** The self-test in a few words. */
export function ReceiverTimes() {
  const [receiver, disk] = timesOf(localLinks(usePath().test))
  return disk === undefined ? 'Done' : `Receiver ${receiver}, disk ${disk}`
}

/** Tests the way once, as soon as the receiver is open, so that the first step is true by itself. */
export function useFirstTest(): void {
  const { listening, pathTest } = useAppState()
  const isListening = useStore(listening).value?.receiver.state === 'listening'
  useEffect(() => {
    const { at, isRunning } = pathTest.getSnapshot()
    if (isListening && at === null && !isRunning) void pathTest.run()
  }, [pathTest, isListening])
}
