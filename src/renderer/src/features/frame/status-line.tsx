import { Popover } from '@base-ui/react/popover'
import { Activity, ChevronRight, CircleAlert, CircleCheck, CircleDashed, type LucideIcon } from 'lucide-react'
import { Fragment, type ReactNode } from 'react'
import { useClient } from '../../client/client-context.tsx'
import { Button } from '../../components/button.tsx'
import popup from '../../components/popup.module.css'
import type { Tone } from '../../components/tag.tsx'
import { classNames } from '../../lib/class-names.ts'
import { formatBytes, plural } from '../../lib/format-count.ts'
import { formatDuration } from '../../lib/format-time.ts'
import { useMedia } from '../../lib/use-media.ts'
import { useAppState } from '../../state/app-state.ts'
import { useStore } from '../../state/store.ts'
import { ArmedFailures } from '../endpoints/armed-failures.tsx'
import { showEndpoint } from '../endpoints/endpoints-view.ts'
import { RunningReplays } from '../replay/running-replays.tsx'
import { RunningCheck } from '../checks/running-check.tsx'
import { RunningSimulations } from '../simulator/running-simulations.tsx'
import styles from './status-line.module.css'
import { brokenLink, type ChainLink, type Reach } from '../listening/chain.ts'
import { LastSuccess, LinkIcon, PathProof } from '../listening/path-proof.tsx'
import { useListening } from '../listening/use-listening.ts'
import { usePath } from '../listening/use-path.ts'

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

/** All of it behind one button, where there is no room for the links. */
function FoldedChain() {
  const { chain, reach } = usePath()
  if (chain.length === 0) return null
  const { Icon, tone } = foldedLooks[reach]
  return (
    <ChainPopover
      className={classNames(styles['link'], styles[tone])}
      title="The way of a delivery"
      content={<PathProof />}
    >
      <Icon size={12} strokeWidth={2.25} aria-hidden />
      <span className={styles['name']}>Path</span>
      <span className={styles['word']}>{foldedWord(reach, brokenLink(chain))}</span>
    </ChainPopover>
  )
}

const foldedLooks: Readonly<Record<Reach, { readonly Icon: LucideIcon; readonly tone: Tone }>> = {
  closed: { Icon: CircleDashed, tone: 'plain' },
  broken: { Icon: CircleAlert, tone: 'bad' },
  untested: { Icon: CircleDashed, tone: 'plain' },
  thisMachine: { Icon: CircleCheck, tone: 'good' },
  everywhere: { Icon: CircleCheck, tone: 'good' }
}

function foldedWord(reach: Reach, broken: ChainLink | null): string {
  switch (reach) {
    case 'closed':
      return 'stopped'
    case 'broken':
      return `broken at ${broken?.title ?? 'an unknown link'}`
    case 'untested':
      return 'not tested yet'
    case 'thisMachine':
      return 'works on this machine'
    case 'everywhere':
      return 'works'
  }
}

function LinkButton({ link }: { readonly link: ChainLink }) {
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

interface ChainPopoverProps {
  readonly className: string | undefined
  readonly title: string
  readonly content: ReactNode
  readonly onOpen?: () => void
  /** What the button shows. */
  readonly children: ReactNode
}

function ChainPopover({ className, title, content, onOpen, children }: ChainPopoverProps) {
  return (
    <Popover.Root onOpenChange={(open) => open && onOpen?.()}>
      <Popover.Trigger className={className}>{children}</Popover.Trigger>
      <Popover.Portal>
        <Popover.Positioner side="top" align="start" sideOffset={6} className={popup['layer']}>
          <Popover.Popup className={classNames(popup['popup'], styles['details'])}>
            <Popover.Title className={styles['title']}>{title}</Popover.Title>
            {content}
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  )
}
