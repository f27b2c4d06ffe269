import { Instant } from '../../components/instant.tsx'
import { useAppState } from '../../state/app-state.ts'
import styles from './entity.module.css'

interface EventLinkProps {
  readonly id: string
  readonly at: number
  readonly tabIndex?: number
}

/** A moment that leads to what the event of then changed. */
export function EventLink({ id, at, tabIndex }: EventLinkProps) {
  const { selection } = useAppState()
  return (
    <button
      type="button"
      className={styles['link']}
      tabIndex={tabIndex}
      onClick={() => selection.compare(null, id)}
    >
      <Instant at={at} isRough />
    </button>
  )
}
