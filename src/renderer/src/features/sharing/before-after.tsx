import { changedLines } from './changed-lines.ts'
import styles from './sharing.module.css'

interface BeforeAfterProps {
  readonly before: string
  readonly after: string
}

/** The body of one event as it is, and as it is shared. */
export function BeforeAfter({ before, after }: BeforeAfterProps) {
  return (
    <div className={styles['pair']}>
      <Side title="As it is" text={before} other={after} />
      <Side title="As it is shared" text={after} other={before} />
    </div>
  )
}

function Side({
  title,
  text,
  other
}: {
  readonly title: string
  readonly text: string
  readonly other: string
}) {
  return (
    <div className={styles['side']}>
      <h3>{title}</h3>
      <pre>
        {changedLines(text, other).map((piece, index) =>
          piece.isChanged ? <mark key={index}>{piece.text}</mark> : <span key={index}>{piece.text}</span>
        )}
      </pre>
    </div>
  )
}
