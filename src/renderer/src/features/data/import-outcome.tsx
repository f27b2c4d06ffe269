import { Notice } from '../../components/notice.tsx'
import type { Tone } from '../../components/tag.tsx'
import { formatCount, plural } from '../../lib/format-count.ts'
import type { ImportResult, Transfer } from '../../state/transfers.ts'
import styles from './data.module.css'

/** How the last import ended. */
export function ImportOutcome({ transfer }: { readonly transfer: Transfer }) {
  if (transfer.state === 'imported') {
    return (
      <Notice tone={toneOf(transfer.result)} isAlert>
        {transfer.isCancelled && <p>Cancelled. What had been imported by then stays.</p>}
        <Result result={transfer.result} />
      </Notice>
    )
  }
  if (transfer.state !== 'failed' || transfer.what !== 'import') return null
  return (
    <Notice tone="bad" isAlert>
      <p>{transfer.error}</p>
      {transfer.result && <Result result={transfer.result} />}
    </Notice>
  )
}

/** Whether no line at all could be read. */
const isForeign = ({ added, known, refusedCount }: ImportResult): boolean =>
  refusedCount > 0 && added + known === 0

function toneOf(result: ImportResult): Tone {
  if (isForeign(result)) return 'bad'
  return result.refusedCount > 0 ? 'warn' : 'good'
}

function Result({ result }: { readonly result: ImportResult }) {
  const { added, known, unexplained, refusedCount, refused } = result
  return (
    <>
      {isForeign(result) && <p>This is no export of this app.</p>}
      <p>
        {formatCount(added)} added, {formatCount(known)} known already, {plural(refusedCount, 'line')}{' '}
        refused.
      </p>
      {unexplained > 0 && (
        <p>
          {plural(unexplained, 'delivery', 'deliveries')} of those added {unexplained === 1 ? 'is' : 'are'}{' '}
          unchecked, as no secret here explains {unexplained === 1 ? 'it' : 'them'}. Add the secret under
          Secrets, and the verdict follows.
        </p>
      )}
      {refused.length > 0 && (
        <ul className={styles['refused']} tabIndex={0} aria-label="Refused lines">
          {refused.map(({ line, reason }) => (
            <li key={line}>
              Line {formatCount(line)}: {reason}
            </li>
          ))}
          {refusedCount > refused.length && <li>and {formatCount(refusedCount - refused.length)} more.</li>}
        </ul>
      )}
    </>
  )
}
