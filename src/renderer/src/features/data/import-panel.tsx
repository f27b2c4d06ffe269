import { FileUp, Upload } from 'lucide-react'
import { useId, useState } from 'react'
import { Button } from '../../components/button.tsx'
import { TextField } from '../../components/field.tsx'
import { Pick } from '../../components/pick.tsx'
import { formatBytes, formatCount } from '../../lib/format-count.ts'
import { useAppState } from '../../state/app-state.ts'
import { useStore } from '../../state/store.ts'
import type { VerdictsOf } from '../../state/transfers.ts'
import { useRead } from '../../state/use-read.ts'
import styles from './data.module.css'
import { ImportOutcome } from './import-outcome.tsx'
import { Progress } from './progress.tsx'
import { secretOfShare } from './secret-of-share.ts'

/** Takes in what an export of this app has saved. */
export function ImportPanel() {
  const { transfers, importFile } = useAppState()
  const transfer = useStore(transfers)
  const file = useStore(importFile)
  const [verdicts, setVerdicts] = useState<VerdictsOf>('recheck')
  const [written, setWritten] = useState<string | null>(null)
  const stated = useRead(`${file?.name} ${file?.size} ${file?.lastModified}`, async () =>
    file ? secretOfShare(file) : null
  )
  const ofShare = stated.status === 'ready' ? stated.value : null
  const secret = written ?? ofShare ?? ''
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
    setWritten(null)
    void transfers.import(file, verdicts, secret.trim())
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
            setWritten(null)
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
      <TextField
        label="Secret of the file (optional)"
        isMono
        value={secret}
        placeholder="whsec_…"
        hint={
          ofShare !== null && written === null
            ? 'This is a share: its events are signed with a secret that it states. It is used for this file alone and not kept.'
            : 'Of events that were signed with a secret that is not stored here. It is used for this file alone and not kept.'
        }
        onChange={(event) => setWritten(event.target.value)}
      />
      <div>
        <Button look="primary" disabled={!file || transfer.state === 'exporting'} onClick={start}>
          <Upload size={14} aria-hidden />
          Import
        </Button>
      </div>
      <ImportOutcome transfer={transfer} />
    </div>
  )
}
