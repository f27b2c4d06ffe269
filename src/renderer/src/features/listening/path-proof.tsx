import {
  CircleAlert,
  CircleCheck,
  CircleDashed,
  LoaderCircle,
  TriangleAlert,
  type LucideIcon
} from 'lucide-react'
import { Button } from '../../components/button.tsx'
import { Instant } from '../../components/instant.tsx'
import type { Tone } from '../../components/tag.tsx'
import { classNames } from '../../lib/class-names.ts'
import { formatDuration } from '../../lib/format-time.ts'
import type { PathTest } from '../../state/path-test.ts'
import { brokenLink, type ChainLink, type Reach } from './chain.ts'
import styles from './path-proof.module.css'
import { usePath } from './use-path.ts'

const icons: Readonly<Record<Tone | 'waiting', LucideIcon>> = {
  waiting: LoaderCircle,
  good: CircleCheck,
  warn: TriangleAlert,
  bad: CircleAlert,
  info: CircleDashed,
  plain: CircleDashed
}

interface LinkIconProps {
  readonly link: ChainLink
  readonly size: number
}

export function LinkIcon({ link, size }: LinkIconProps) {
  const Icon = icons[link.isWaiting ? 'waiting' : link.tone]
  return <Icon size={size} strokeWidth={2.25} aria-hidden />
}

/** Every link of the way of a delivery with its proof, and the button that tests them all. */
export function PathProof() {
  const { chain, test, run } = usePath()
  return (
    <div className={styles['proof']}>
      <ol className={styles['links']} aria-label="Links from Scalekit to your app">
        {chain.map((link) => (
          <LinkRow key={link.name} link={link} />
        ))}
      </ol>
      <div className={styles['foot']}>
        <PathVerdict />
        <Button size="small" aria-disabled={test.isRunning} onClick={() => !test.isRunning && run()}>
          {test.isRunning ? 'Testing…' : 'Test now'}
        </Button>
      </div>
    </div>
  )
}

function LinkRow({ link }: { readonly link: ChainLink }) {
  return (
    <li className={styles[link.tone]}>
      <LinkIcon link={link} size={14} />
      <div>
        <p className={styles['head']}>
          <b>{link.title}</b>
          <span className={styles['word']}>{link.word}</span>
          {link.latencyMs !== null && (link.tone === 'good' || link.tone === 'warn') && (
            <span className={styles['latency']}>{formatDuration(link.latencyMs)}</span>
          )}
        </p>
        {link.tone === 'bad' && (
          <p>
            {link.reason} {link.fix}
          </p>
        )}
        <LastSuccess link={link} />
      </div>
    </li>
  )
}

export function LastSuccess({ link }: { readonly link: ChainLink }) {
  if (link.lastSuccessAt === null) return null
  return (
    <p className={styles['last']}>
      Last went through <Instant at={link.lastSuccessAt} />
    </p>
  )
}

/** The outcome of the latest test in a sentence. */
function PathVerdict() {
  const { chain, test, reach } = usePath()
  const broken = brokenLink(chain)
  const isProven =
    !test.isRunning && test.error === null && (reach === 'everywhere' || reach === 'thisMachine')
  return (
    <p
      role="status"
      className={classNames(styles['verdict'], reach === 'broken' && !test.isRunning && styles['isBroken'])}
    >
      {verdictOf(test, reach, broken)}
      {isProven && test.at !== null && (
        <>
          {' '}
          Tested <Instant at={test.at} />.
        </>
      )}
    </p>
  )
}

function verdictOf({ isRunning, error }: PathTest, reach: Reach, broken: ChainLink | null): string {
  if (isRunning) return 'A test request is on its way through every link.'
  if (reach === 'closed') return 'Stopped: nothing can arrive.'
  if (error !== null) return error
  switch (reach) {
    case 'broken':
      return `Broken at: ${broken?.title ?? 'an unknown link'}.`
    case 'untested':
      return 'Not tested yet.'
    case 'thisMachine':
      return 'Works on this machine; no public URL.'
    case 'everywhere':
      return 'Every link that is in use works.'
  }
}
