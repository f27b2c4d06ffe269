import { ChevronDown, ChevronUp, Search } from 'lucide-react'
import { useRef } from 'react'
import { actions } from '#shared/actions.ts'
import { Button } from '../../components/button.tsx'
import { formatCount } from '../../lib/format-count.ts'
import { useAction } from '../shortcuts/use-action.ts'
import styles from './find-bar.module.css'
import type { Find } from './use-find.ts'

interface FindBarProps {
  /** What is looked through, as a sentence begins. */
  readonly what: string
  readonly find: Find
  readonly onLook: (wanted: string) => void
  readonly onStep: (by: 1 | -1) => void
  /** The keyboard goes back to what is looked through. */
  readonly onLeave: () => void
}

function countText({ wanted, hits, at }: Find): string {
  if (wanted === '') return ''
  if (hits === null) return 'Searching…'
  const count = hits.starts.length
  return count === 0 ? 'Not found' : `${formatCount(at + 1)} of ${formatCount(count)}`
}

/** Finds in a body. */
export function FindBar({ what, find, onLook, onStep, onLeave }: FindBarProps) {
  const box = useRef<HTMLInputElement>(null)
  useAction('findInPayload', () => {
    box.current?.focus()
    box.current?.select()
  })
  const hasHits = find.hits !== null && find.hits.starts.length > 0
  return (
    <div className={styles['find']} role="search" aria-label="In the payload">
      <Search size={13} aria-hidden />
      <input
        ref={box}
        type="search"
        aria-label="Find in the payload"
        placeholder={`Find (${actions.findInPayload.shown})`}
        title={`${what}. Enter for the next, Shift Enter for the one before`}
        spellCheck={false}
        value={find.wanted}
        onChange={(event) => onLook(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') onStep(event.shiftKey ? -1 : 1)
          else if (event.key === 'Escape') {
            onLook('')
            onLeave()
          } else if (event.key === 'ArrowDown') onLeave()
          else return
          event.preventDefault()
          event.stopPropagation()
        }}
      />
      <span className={styles['count']} role="status">
        {countText(find)}
      </span>
      <Button
        look="ghost"
        size="small"
        isIcon
        aria-label="Previous hit"
        title="Previous hit (Shift Enter)"
        disabled={!hasHits}
        onClick={() => onStep(-1)}
      >
        <ChevronUp size={13} aria-hidden />
      </Button>
      <Button
        look="ghost"
        size="small"
        isIcon
        aria-label="Next hit"
        title="Next hit (Enter)"
        disabled={!hasHits}
        onClick={() => onStep(1)}
      >
        <ChevronDown size={13} aria-hidden />
      </Button>
    </div>
  )
}
