import { PathText } from '../../components/path-text.tsx'
import styles from './changes.module.css'

interface PlaceProps {
  /** Its path within its section. */
  readonly label: string
  readonly pointer: string
}

/** Where in the payload. */
export function Place({ label, pointer }: PlaceProps) {
  return (
    <code className={styles['path']} title={pointer}>
      <PathText text={label || 'the whole document'} />
    </code>
  )
}
