import { CornerUpLeft, Trash2 } from 'lucide-react'
import { Button } from '../../components/button.tsx'
import { Tag } from '../../components/tag.tsx'
import { formatCount } from '../../lib/format-count.ts'
import { useStore } from '../../state/store.ts'
import { OutcomeTag } from '../replay/outcome.tsx'
import { TargetState } from '../replay/target-state.tsx'
import { useHealth } from '../replay/use-health.ts'
import styles from './endpoints.module.css'
import { forwardCounts, type ForwardCount } from './forward-counts.ts'

interface ForwardTargetProps {
  readonly url: string
  readonly isMirrored: boolean
  readonly isOfThisRun: boolean
  /** Null while it cannot be removed. */
  readonly onRemove: (() => void) | null
}

/** One target: whether it is up, and how the forwards to it ended. */
export function ForwardTarget({ url, isMirrored, isOfThisRun, onRemove }: ForwardTargetProps) {
  const health = useHealth(url)
  const count = useStore(forwardCounts).get(url)
  return (
    <li>
      <div className={styles['line']}>
        <code className={styles['grow']}>
          <bdi>{url}</bdi>
        </code>
        {isMirrored && (
          <Tag tone="info" icon={CornerUpLeft}>
            answers the sender
          </Tag>
        )}
        {isOfThisRun ? (
          <Tag title="Added by --forward or the environment; it is gone at the next start without it">
            this run only
          </Tag>
        ) : (
          <Button
            look="ghost"
            size="small"
            isIcon
            aria-label={`Remove ${url}`}
            title="Remove"
            disabled={onRemove === null}
            onClick={() => onRemove?.()}
          >
            <Trash2 size={14} aria-hidden />
          </Button>
        )}
      </div>
      <TargetState health={health} />
      {count && <Counts count={count} />}
    </li>
  )
}

function Counts({ count: { accepted, refused, failed, last } }: { readonly count: ForwardCount }) {
  const parts = [
    `${formatCount(accepted)} answered 2xx`,
    ...(refused > 0 ? [`${formatCount(refused)} answered otherwise`] : []),
    ...(failed > 0 ? [`${formatCount(failed)} without an answer`] : [])
  ]
  return (
    <p className={styles['counts']}>
      <OutcomeTag attempt={last} />
      <span>
        {parts.join(', ')} since this page was opened.
        {last.error !== null && <> Last: {last.error}</>}
      </span>
    </p>
  )
}
