import { Copy, Download } from 'lucide-react'
import { useClient } from '../../client/client-context.tsx'
import { Button } from '../../components/button.tsx'
import { copyText } from '../../components/copy.ts'
import { DialogActions } from '../../components/dialog.tsx'
import { Notice } from '../../components/notice.tsx'
import { saveFile } from '../../lib/save-file.ts'
import { useRead } from '../../state/use-read.ts'
import data from '../data/data.module.css'
import styles from './about.module.css'

/** Shows a report before it is saved, so that nobody passes on what he has not seen. */
export function DiagnosticsPanel() {
  const client = useClient()
  const report = useRead('app.diagnostics', () => client.call('app.diagnostics', {}))
  if (report.status === 'loading') return <div className={data['panel']} />
  if (report.status === 'failed') {
    return (
      <div className={data['panel']}>
        <Notice tone="bad">{report.error}</Notice>
      </div>
    )
  }
  const { name, text } = report.value
  return (
    <div className={data['panel']}>
      <p className={data['hint']}>
        Versions, settings, states and counts, and the end of the log. It holds nothing that was received, no
        secrets and no e-mail addresses. This is all of it; look it over before you pass it on.
      </p>
      <pre className={styles['report']} tabIndex={0} role="region" aria-label="Diagnostics">
        {text}
      </pre>
      <DialogActions>
        <Button onClick={() => void copyText(text, 'the diagnostics')}>
          <Copy size={14} aria-hidden />
          Copy
        </Button>
        <Button look="primary" onClick={() => saveFile(new Blob([text], { type: 'text/plain' }), name)}>
          <Download size={14} aria-hidden />
          Save
        </Button>
      </DialogActions>
    </div>
  )
}
