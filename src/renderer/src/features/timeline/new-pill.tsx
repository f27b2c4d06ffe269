import { ArrowUp } from 'lucide-react'
import { Button } from '../../components/button.tsx'
import { formatCount } from '../../lib/format-count.ts'
import type { ListState } from '../../state/list-model.ts'
import styles from './timeline.module.css'

interface NewPillProps {
  readonly list: Pick<ListState<unknown>, 'waiting' | 'isBehind'>
  readonly onPress: (byKey: boolean) => void
  /** It lies over the rows: on its way to it the pointer must not let them move, and the pill go. */
  readonly onPointed: (isPointed: boolean) => void
}

/** What came while the reader was not at the head of the list, one press away. */
export function NewPill({ list, onPress, onPointed }: NewPillProps) {
  return (
    <Button
      look="primary"
      size="small"
      className={styles['pill']}
      onPointerEnter={() => onPointed(true)}
      onPointerLeave={() => onPointed(false)}
      onClick={({ detail }) => onPress(detail === 0)}
    >
      <ArrowUp size={13} aria-hidden />
      {list.isBehind ? 'Show the latest' : `${formatCount(list.waiting)} new`}
    </Button>
  )
}
