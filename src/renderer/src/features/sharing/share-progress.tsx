import { Notice } from '../../components/notice.tsx'
import { formatBytes, formatCount, plural } from '../../lib/format-count.ts'
import { useStore } from '../../state/store.ts'
import { Progress } from '../data/progress.tsx'
import { shareRun } from './share-run.ts'

interface ShareProgressProps {
  readonly done: number
  /** Null where nobody knows. */
  readonly total: number | null
}

export function ShareProgress({ done, total }: ShareProgressProps) {
  const text = total === null ? formatCount(done) : `${formatCount(done)} of ${formatCount(total)}`
  return (
    <Progress label="Share" done={done} total={total} text={`${text} events`} onCancel={shareRun.cancel} />
  )
}

/** How the last share ended. */
export function ShareOutcome() {
  const run = useStore(shareRun)
  switch (run.state) {
    case 'saved':
      return (
        <Notice tone="good" isAlert>
          Saved {plural(run.events, 'event')}, {formatBytes(run.bytes)}, as <code>{run.name}</code>. Look
          through it before you pass it on: free texts may name people in ways that no program knows.
        </Notice>
      )
    case 'nothingFound':
      return (
        <Notice tone="warn" isAlert>
          Nothing was found, so there is no file to save.
        </Notice>
      )
    case 'failed':
      return (
        <Notice tone="bad" isAlert>
          {run.error}
        </Notice>
      )
    default:
      return null
  }
}
