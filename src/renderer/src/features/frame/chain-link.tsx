import { Popover } from '@base-ui/react/popover'
import { Button } from '../../components/button.tsx'
import { classNames } from '../../lib/class-names.ts'
import { formatDuration } from '../../lib/format-time.ts'
import { useAppState } from '../../state/app-state.ts'
import { showEndpoint } from '../endpoints/endpoints-view.ts'
import type { ChainLink } from '../listening/chain.ts'
import { LastSuccess, LinkIcon } from '../listening/path-proof.tsx'
import { useListening } from '../listening/use-listening.ts'
import { usePath } from '../listening/use-path.ts'
import { ChainPopover } from './chain-popover.tsx'
import styles from './status-line.module.css'

/** One link of the way: its state, and behind it why that is so and what to do. */
export function LinkButton({ link }: { readonly link: ChainLink }) {
  const state = useAppState()
  const { test, run } = usePath()
  const { start, choose } = useListening()
  const isWayIn = link.name === 'publicUrl' || link.name === 'tunnel'
  const latency = link.tone === 'good' && link.latencyMs !== null ? formatDuration(link.latencyMs) : null
  return (
    <ChainPopover
      className={classNames(styles['link'], styles[link.tone])}
      title={`${link.title}: ${link.word}`}
      content={
        <>
          <p className={styles['reason']}>{link.reason}</p>
          {link.fix !== null && <p>{link.fix}</p>}
          {latency !== null && <p>{latency} on the last way through.</p>}
          <LastSuccess link={link} />
          <div className={styles['actions']}>
            {isWayIn && link.tone !== 'good' && !link.isWaiting && (
              <Popover.Close render={<Button look="primary" size="small" />} onClick={start}>
                {link.tone === 'bad' ? 'Try again' : 'Start listening'}
              </Popover.Close>
            )}
            {isWayIn && (
              <Popover.Close render={<Button size="small" />} onClick={choose}>
                Change the way in
              </Popover.Close>
            )}
            {link.name === 'app' && (
              <Popover.Close
                render={<Button size="small" />}
                onClick={() => showEndpoint(state, { id: null, section: 'forwarding' })}
              >
                Forward targets
              </Popover.Close>
            )}
            {link.name === 'app' && (
              <Popover.Close render={<Button size="small" />} onClick={() => state.dialog.set('checks')}>
                Check the handler
              </Popover.Close>
            )}
            <Button size="small" aria-disabled={test.isRunning} onClick={() => !test.isRunning && run()}>
              {test.isRunning ? 'Testing…' : 'Test now'}
            </Button>
          </div>
        </>
      }
    >
      <LinkIcon link={link} size={12} />
      <span className={styles['name']}>{link.title}</span>
      <span className={styles['word']}>{[link.word, latency].filter(Boolean).join(', ')}</span>
    </ChainPopover>
  )
}
