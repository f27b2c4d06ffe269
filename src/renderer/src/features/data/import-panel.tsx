import { FileUp, Upload } from 'lucide-react'
import { useId, useState } from 'react'
import { Button } from '../../components/button.tsx'
import { Notice } from '../../components/notice.tsx'
import { Pick } from '../../components/pick.tsx'
import type { Tone } from '../../components/tag.tsx'
import { formatBytes, formatCount, plural } from '../../lib/format-count.ts'
import { useAppState } from '../../state/app-state.ts'
import { useStore } from '../../state/store.ts'
import type { ImportResult, Transfer, VerdictsOf } from '../../state/transfers.ts'
import styles from './data.module.css'
import { Progress } from './progress.tsx'

/** Takes in what an export of this app has saved. */
export function ImportPanel() {
  const { transfers, importFile } = useAppState()
  const transfer = useStore(transfers)
  const file = useStore(importFile)
  const [verdicts, setVerdicts] = useState<VerdictsOf>('recheck')
  const id = useId()
  if (transfer.state === 'importing') {
    const { done, total, result } = transfer
    return (
      <div className={styles['panel']}>
        <Progress
          label="Import"
          done={done}
          total={total}
          text={`${formatBytes(done)} of ${formatBytes(total)}, ${formatCount(result.added)} added`}
          onCancel={transfers.cancel}
        />
      </div>
    )
  }
  const start = () => {
    if (!file) return
    importFile.set(null)
    void transfers.import(file, verdicts)
  }
  return (
    <div className={styles['panel']}>
      <p className={styles['hint']}>
        Takes a file that was exported here or elsewhere with this app. What is stored already is left as it
        is. You can also drop the file anywhere on this window.
      </p>
      <div className={styles['file']}>
        <input
          id={id}
          type="file"
          accept=".ndjson,.jsonl,application/x-ndjson"
          onChange={(event) => {
            importFile.set(event.target.files?.[0] ?? null)
            transfers.clear()
          }}
        />
        <label htmlFor={id}>
          <FileUp size={14} aria-hidden />
          {file ? 'Choose another file' : 'Choose a file'}
        </label>
        {file && (
          <span>
            <bdi>{file.name}</bdi>, {formatBytes(file.size)}
          </span>
        )}
      </div>
      <Pick
        label="Signatures"
        value={verdicts}
        options={[
          { value: 'recheck', text: 'Check again (recommended)' },
          { value: 'asRecorded', text: "Believe the file's verdicts" }
        ]}
        onChange={setVerdicts}
      />
      <p className={styles['hint']}>
        {verdicts === 'recheck'
          ? 'Each delivery is verified with the secrets stored here. What none of them explains stays unchecked.'
          : 'What no secret stored here explains is shown with the verdict of the file. Do that with files that you trust only.'}
      </p>
      <div>
        <Button look="primary" disabled={!file || transfer.state === 'exporting'} onClick={start}>
          <Upload size={14} aria-hidden />
          Import
        </Button>
      </div>
      <Outcome transfer={transfer} />
    </div>
  )
}

function Outcome({ transfer }: { readonly transfer: Transfer }) {
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
  const { added, known, refusedCount, refused } = result
  return (
    <>
      {isForeign(result) && <p>This is no export of this app.</p>}
      <p>
        {formatCount(added)} added, {formatCount(known)} known already, {plural(refusedCount, 'line')}{' '}
        refused.
      </p>
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
