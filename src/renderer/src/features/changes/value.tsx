import type { WordSegment } from '#shared/json-diff/diff-words.ts'
import { spellOutBidi } from '../../lib/bidi.ts'
import { plainValue } from '../../lib/plain-value.ts'
import styles from './changes.module.css'

const maxShown = 3_000
const maxLine = 90

interface ValueProps {
  /** JSON text. */
  readonly text: string
  /** Tells text from what only looks the same, like `"1"` from `1`. */
  readonly isQuoted?: boolean
  /** What of it changed, by word. */
  readonly segments?: readonly WordSegment[] | null
}

/** A JSON value as people read it. */
export function Value({ text, isQuoted = false, segments = null }: ValueProps) {
  if (segments) {
    return (
      <bdi>
        <code>
          {segments.map(({ kind, text: part }, index) =>
            kind === 'same' ? (
              spellOutBidi(part)
            ) : (
              // oxlint-disable-next-line react/no-array-index-key -- parts of one text, which never move
              <mark key={index}>{cut(spellOutBidi(part))}</mark>
            )
          )}
        </code>
      </bdi>
    )
  }
  const shown = onOneLine(isQuoted ? text : plainValue(text))
  if (shown === '') return <code className={styles['blank']}>empty text</code>
  return (
    <bdi>
      <code>{cut(spellOutBidi(shown))}</code>
    </bdi>
  )
}

const cut = (text: string): string => (text.length > maxShown ? `${text.slice(0, maxShown)}…` : text)

/** Indented JSON that is short enough without its indentation; a text's own line ends stay. */
function onOneLine(text: string): string {
  if (!/^[[{]/.test(text) || text.length > 2 * maxLine) return text
  const line = text.replaceAll(/\n */g, ' ')
  return line.length > maxLine ? text : line
}
