import { Send } from 'lucide-react'
import { useState } from 'react'
import { useClient } from '../../client/client-context.tsx'
import { Button } from '../../components/button.tsx'
import { Notice } from '../../components/notice.tsx'
import { notify } from '../../components/notify.ts'
import { plural } from '../../lib/format-count.ts'
import { useAppState } from '../../state/app-state.ts'
import { useRead } from '../../state/use-read.ts'
import styles from '../frame/app.module.css'
import { focusPane } from '../frame/panes.ts'
import { showReplays } from './replays-view.ts'

/** Forwards that still waited as the app ended: they are not sent by surprise, but on request. */
export function UnsentForwards() {
  const client = useClient()
  const state = useAppState()
  const [turn, setTurn] = useState(0)
  const read = useRead(`unsent ${turn}`, () => client.call('replays.unsent', {}))
  if (read.status !== 'ready') return null
  const next = () => {
    setTurn(turn + 1)
    // The button that was pressed goes with its notice.
    requestAnimationFrame(() => focusPane('timeline'))
  }
  const send = (target: string) =>
    void notify.whenFailed('They could not be sent', async () => {
      const { replayId } = await client.call('replays.start', { unsent: true, target, marker: false })
      next()
      showReplays(state, { show: 'replay', id: replayId })
    })
  const leave = (target: string) =>
    void notify.whenFailed('Could not leave them', async () => {
      await client.call('replays.leaveUnsent', { target })
      next()
    })
  return read.value.rows.map(({ target, count }) => (
    <Notice key={target} tone="warn">
      <div className={styles['notice']}>
        <p>
          {plural(count, 'event')} still waited to be forwarded to{' '}
          <code>
            <bdi>{target}</bdi>
          </code>{' '}
          when the app ended. Nothing of {count === 1 ? 'it' : 'them'} was sent.
        </p>
        <Button size="small" onClick={() => send(target)}>
          <Send size={13} aria-hidden />
          Send {count === 1 ? 'it' : 'them'} now
        </Button>
        <Button size="small" look="ghost" onClick={() => leave(target)}>
          Leave {count === 1 ? 'it' : 'them'} unsent
        </Button>
      </div>
    </Notice>
  ))
}
