import { Activity, ChevronRight } from 'lucide-react'
import { Fragment } from 'react'
import { useClient } from '../../client/client-context.tsx'
import { formatBytes, plural } from '../../lib/format-count.ts'
import { useMedia } from '../../lib/use-media.ts'
import { useAppState } from '../../state/app-state.ts'
import { useStore } from '../../state/store.ts'
import { RunningCheck } from '../checks/running-check.tsx'
import { ArmedFailures } from '../endpoints/armed-failures.tsx'
import { PathProof } from '../listening/path-proof.tsx'
import { usePath } from '../listening/use-path.ts'
import { RunningReplays } from '../replay/running-replays.tsx'
import { RunningSimulations } from '../simulator/running-simulations.tsx'
import { LinkButton } from './chain-link.tsx'
import { ChainPopover } from './chain-popover.tsx'
import { FoldedChain } from './folded-chain.tsx'
import styles from './status-line.module.css'

/** The way of a delivery from the public URL to the developer's app, and what has been stored. */
export function StatusLine() {
  const { stats } = useAppState()
  const isLost = useStore(useClient().loss) !== null
  const stored = useStore(stats).value
  const isFolded = !useMedia('(min-width: 900px)')
  return (
    <footer className={styles['line']}>
      {!isLost && (isFolded ? <FoldedChain /> : <Chain />)}
      <ArmedFailures />
      <RunningReplays />
      <RunningSimulations />
      <RunningCheck />
      {stored && (
        <span className={styles['stored']}>
          {plural(stored.events, 'event')} · {formatBytes(stored.databaseBytes)}
        </span>
      )}
    </footer>
  )
}

function Chain() {
  const { chain } = usePath()
  if (chain.length === 0) return null
  return (
    <>
      <ol className={styles['chain']} aria-label="The way of a delivery">
        {chain.map((link, index) => (
          <Fragment key={link.name}>
            {index > 0 && (
              <li aria-hidden className={styles['arrow']}>
                <ChevronRight size={12} />
              </li>
            )}
            <li>
              <LinkButton link={link} />
            </li>
          </Fragment>
        ))}
      </ol>
      <TestButton />
    </>
  )
}

/** Runs the test and shows every link with what it found. */
function TestButton() {
  const { test, run } = usePath()
  return (
    <ChainPopover
      className={styles['link']}
      title="The way of a delivery"
      onOpen={run}
      content={<PathProof />}
    >
      <Activity size={12} strokeWidth={2.25} aria-hidden />
      <span className={styles['word']}>{test.isRunning ? 'Testing…' : 'Test now'}</span>
    </ChainPopover>
  )
}
