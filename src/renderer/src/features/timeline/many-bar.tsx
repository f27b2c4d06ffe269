import { ListChecks, RotateCw, Share2, X } from 'lucide-react'
import { Button } from '../../components/button.tsx'
import { plural } from '../../lib/format-count.ts'
import { useAppState } from '../../state/app-state.ts'
import { showReplays } from '../replay/replays-view.ts'
import { openShare } from '../sharing/share-view.ts'
import { picked, usePicked } from './picked.ts'
import styles from './timeline.module.css'

interface ManyBarProps {
  /** What the timeline lists. */
  readonly query: string
  readonly isFiltered: boolean
}

/** What can be done with many events: those that are picked, or all that the filter finds. */
export function ManyBar({ query, isFiltered }: ManyBarProps) {
  const state = useAppState()
  const now = usePicked(query)
  if (now === null && !isFiltered) return null
  const isAll = now === null || now.kind === 'all'
  const source = isAll ? ({ kind: 'query', query } as const) : ({ kind: 'events', ids: now.ids } as const)
  const replay = () => showReplays(state, { show: 'draft', source })
  return (
    <div className={styles['many']}>
      <span role="status">
        {now !== null && (
          <>
            <ListChecks size={13} aria-hidden />
            {now.kind === 'all' ? 'All picked' : `${plural(now.ids.length, 'event')} picked`}
          </>
        )}
      </span>
      <Button size="small" onClick={replay}>
        <RotateCw size={13} aria-hidden />
        {now === null ? 'Replay all that this filter finds…' : 'Replay…'}
      </Button>
      <Button size="small" onClick={() => openShare(state, source)}>
        <Share2 size={13} aria-hidden />
        Share…
      </Button>
      {now !== null && (
        <Button
          look="ghost"
          size="small"
          isIcon
          aria-label="Pick none"
          title="Pick none (Esc)"
          onClick={() => picked.set(null)}
        >
          <X size={13} aria-hidden />
        </Button>
      )}
    </div>
  )
}
