import { CircleAlert } from 'lucide-react'
import type { HandlerCheck, ProbeResult } from '#shared/check-models.ts'
import { Button } from '../../components/button.tsx'
import { Notice } from '../../components/notice.tsx'
import { sayCheck } from './check-words.ts'
import styles from './checks.module.css'

interface SummaryProps {
  readonly check: HandlerCheck
  readonly onOpen: (probeId: string) => void
}

/** What was found in a sentence, with the ways to what failed. */
export function CheckSummary({ check, onOpen }: SummaryProps) {
  const { tone, text } = sayCheck(check)
  const isRunning = check.state === 'running'
  const failed = check.results.filter(({ outcome }) => outcome === 'fail')
  const show = (result: ProbeResult) => {
    onOpen(result.probe.id)
    const row = document.querySelector<HTMLElement>(`#${rowId(result)} button`)
    row?.focus({ preventScroll: true })
    row?.scrollIntoView({ block: 'start' })
  }
  return (
    <Notice tone={tone}>
      {/* Read out at its end only. */}
      <p role="status" className={styles['summary']}>
        {!isRunning && text}
      </p>
      {isRunning && <p className={styles['summary']}>{text}</p>}
      {failed.length > 0 && (
        <ul className={styles['failed']} aria-label="Failed">
          {failed.map((result) => (
            <li key={result.probe.id}>
              <Button size="small" onClick={() => show(result)}>
                <CircleAlert size={12} aria-hidden />
                {result.probe.name}
              </Button>
            </li>
          ))}
        </ul>
      )}
    </Notice>
  )
}

/** Of the element that holds a probe's row. */
export const rowId = ({ probe }: ProbeResult): string => `probe-${probe.id}`
