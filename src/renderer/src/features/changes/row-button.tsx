import { Ellipsis } from 'lucide-react'
import { Button } from '../../components/button.tsx'
import styles from './changes.module.css'

interface RowButtonProps {
  readonly label: string
  readonly onPress: (button: Element) => void
}

/** Asks for what can be done with a row; out of sight until the row is pointed at or has the keyboard. */
export function RowButton({ label, onPress }: RowButtonProps) {
  return (
    <Button
      look="ghost"
      size="small"
      isIcon
      className={styles['more']}
      aria-label={`More about ${label || 'the whole document'}`}
      aria-haspopup="menu"
      title="Copy, filter, history"
      onClick={({ currentTarget }) => onPress(currentTarget)}
    >
      <Ellipsis size={14} aria-hidden />
    </Button>
  )
}
