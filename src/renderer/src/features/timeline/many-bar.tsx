import { RotateCw, Share2 } from 'lucide-react'
import { Button } from '../../components/button.tsx'
import { useAppState } from '../../state/app-state.ts'
import { showReplays } from '../replay/replays-view.ts'
import { openShare } from '../sharing/share-view.ts'
import { usePicked } from './picked.ts'
import { PickedBar } from './picked-bar.tsx'
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
  if (now !== null) return <PickedBar picked={now} />
  if (!isFiltered) return null
  const source = { kind: 'query', query } as const
  return (
    <div className={styles['many']}>
      <Button size="small" onClick={() => showReplays(state, { show: 'draft', source })}>
        <RotateCw size={13} aria-hidden />
        Replay all that this filter finds…
      </Button>
      <Button size="small" onClick={() => openShare(state, source)}>
        <Share2 size={13} aria-hidden />
        Share…
      </Button>
    </div>
  )
}
