import { Equal } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { HeaderPair } from '#shared/models.ts'
import { Button } from '../../components/button.tsx'
import { Empty, Notice } from '../../components/notice.tsx'
import { DiffRows } from '../replay/diff-rows.tsx'
import { compareTexts, type BodyDifference } from './body-difference.ts'
import type { LazyText } from './code-editor.tsx'
import styles from './editor.module.css'
import { sayHeaderChanges, writtenHeaders } from './outgoing-headers.ts'

interface DifferencePaneProps {
  readonly original: string
  readonly text: LazyText
  readonly originalHeaders: readonly HeaderPair[]
  readonly headers: readonly HeaderPair[]
  readonly isHeavy: boolean
}

const typingMs = 300

/** What the edits make of the event that was received. */
export function DifferencePane({ original, text, originalHeaders, headers, isHeavy }: DifferencePaneProps) {
  const [compared, setCompared] = useState<{
    readonly text: LazyText
    readonly found: BodyDifference
  } | null>(null)
  const compare = () => setCompared({ text, found: compareTexts(original, text.toString()) })
  const isCurrent = compared?.text === text
  useEffect(() => {
    if (isHeavy) return undefined
    const timer = setTimeout(
      () => setCompared({ text, found: compareTexts(original, text.toString()) }),
      typingMs
    )
    return () => clearTimeout(timer)
  }, [text, original, isHeavy])
  const found = compared?.found
  const ofHeaders = sayHeaderChanges(originalHeaders, writtenHeaders(headers))
  return (
    <div className={styles['difference']}>
      {isHeavy && !isCurrent && (
        <Button size="small" onClick={compare}>
          Compare with the original
        </Button>
      )}
      {found?.ok === false && <Notice tone="bad">{found.error}</Notice>}
      {found?.ok &&
        found.warnings.map((warning) => (
          <Notice key={warning} tone="warn">
            {warning}
          </Notice>
        ))}
      {found?.ok && found.rows.length > 0 && <DiffRows rows={found.rows} />}
      {ofHeaders.length > 0 && (
        <section aria-label="Headers">
          <h3>Headers</h3>
          <ul>
            {ofHeaders.map((sentence) => (
              <li key={sentence}>
                <bdi>{sentence}</bdi>
              </li>
            ))}
          </ul>
        </section>
      )}
      {found?.ok && found.rows.length === 0 && ofHeaders.length === 0 && (
        <Empty icon={Equal} title="As it was received">
          <p>Whatever you change is listed here against the original.</p>
        </Empty>
      )}
    </div>
  )
}
