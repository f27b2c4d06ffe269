import { ArrowUp } from 'lucide-react'
import { Button } from '../../components/button.tsx'
import { formatCount } from '../../lib/format-count.ts'
import type { ListState } from '../../state/list-model.ts'
import styles from './timeline.module.css'

interface NewPillProps {
  readonly list: Pick<ListState<unknown>, 'waiting' | 'isBehind'>
  readonly onPress: (byKey: boolean) => void
}

/** What came while the reader was not at the head of the list, one press away. */
export function NewPill({ list, onPress }: NewPillProps) {
  return (
    <Button
      look="primary"
      size="small"
      className={styles['pill']}
      onClick={({ detail }) => onPress(detail === 0)}
    >
      <ArrowUp size={13} aria-hidden />
      {list.isBehind ? 'Show the latest' : `${formatCount(list.waiting)} new`}
    </Button>
  )
}
