import { CopyButton } from '../../components/copy-button.tsx'
import { spellOutBidi } from '../../lib/bidi.ts'
import { formatBytes } from '../../lib/format-count.ts'
import styles from './replay.module.css'

const maxShown = 100_000

interface BodyTextProps {
  readonly text: string
  /** What it is, as it follows "Copy the". */
  readonly what: string
}

/** A body as text, byte for byte; of a huge one the beginning. */
export function BodyText({ text, what }: BodyTextProps) {
  const isCut = text.length > maxShown
  return (
    <>
      <pre className={styles['body']} tabIndex={0}>
        <bdi>{spellOutBidi(isCut ? text.slice(0, maxShown) : text)}</bdi>
      </pre>
      {isCut && (
        <p className={styles['none']}>
          This is the beginning of {formatBytes(text.length)}. Copy it to see the rest.
        </p>
      )}
      <CopyButton text={() => text} what={`the ${what}`} isWordy />
    </>
  )
}
