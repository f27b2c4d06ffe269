import { Download } from 'lucide-react'
import { useEffect, useRef, useState, type SubmitEvent } from 'react'
import { useClient } from '../../client/client-context.tsx'
import { Button } from '../../components/button.tsx'
import field from '../../components/field.module.css'
import { Notice } from '../../components/notice.tsx'
import { Pick } from '../../components/pick.tsx'
import { Waiting } from '../../components/waiting.tsx'
import { plural } from '../../lib/format-count.ts'
import { useAppState } from '../../state/app-state.ts'
import { readListing } from '../../state/listing.ts'
import { useStore } from '../../state/store.ts'
import { useRead } from '../../state/use-read.ts'
import { useEventCount } from '../replay/use-event-count.ts'
import { picked, sourceOf } from '../timeline/picked.ts'
import { RedactionFields } from './redaction-fields.tsx'
import { SharePreview } from './share-preview.tsx'
import { ShareOutcome, ShareProgress } from './share-progress.tsx'
import { shareRun } from './share-run.ts'
import { scopesOf } from './share-scopes.ts'
import { selectionOf, shareChoice, shareSource, type Format, type ShareSource } from './share-view.ts'
import styles from './sharing.module.css'

const formats: Readonly<Record<Format, string>> = {
  ndjson:
    'Another Webhook Inspector can import it. Add the secret that it states there, and its events verify.',
  html: 'One page for any browser, to read and to print: payloads, changes, headers. Nothing in it loads or runs.'
}

/** Which events, what is taken out of them, and what that looks like, before anything is saved. */
export function ShareForm() {
  const client = useClient()
  const { selection, query } = useAppState()
  const choice = useStore(shareChoice)
  const run = useStore(shareRun)
  const given = useGiven()
  const selected = useStore(selection)
  const scopes = scopesOf(given, selected, readListing(selected.view, useStore(query)))
  const [chosen, setChosen] = useState(scopes[0]?.value)
  const scope = scopes.find(({ value }) => value === chosen) ?? scopes[0]
  const source = scope?.source ?? { kind: 'query' as const, query: '' }
  const { redaction, format } = choice
  const input = { ...selectionOf(source), redaction }
  const preview = useRead(JSON.stringify(input), () => client.call('share.preview', input))
  const used = useRef<string | null>(null)
  const total = useTotal(source)
  // How a share ended is news once.
  useEffect(() => () => shareRun.clear(), [])
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    // As the preview shows it, but once: the next share has other pseudonyms.
    const start =
      preview.status === 'ready' && preview.value.start !== used.current ? preview.value.start : null
    if (start !== null) used.current = start
    void shareRun.start(client, { ...input, format }, start)
  }
  return (
    <div className={styles['columns']}>
      <form className={styles['form']} onSubmit={submit}>
        <div>
          <Pick
            label="What to share"
            value={scope?.value ?? 'all'}
            options={scopes}
            onChange={(value) => {
              setChosen(value)
              shareRun.clear()
            }}
          />
          {scope?.sentence && (
            <p className={field['hint']}>
              <bdi>{scope.sentence}</bdi>
            </p>
          )}
        </div>
        <RedactionFields
          value={redaction}
          onChange={(next) => shareChoice.set({ ...choice, redaction: next })}
        />
        <p className={styles['hint']}>
          The same value gets the same pseudonym throughout the file, also inside other texts, so that changes
          and histories still read. The next share gets others, and nothing in the file leads back.
        </p>
        <div>
          <Pick
            label="File"
            value={format}
            options={[
              { value: 'ndjson', text: 'NDJSON' },
              { value: 'html', text: 'HTML page' }
            ]}
            onChange={(next) => shareChoice.set({ ...choice, format: next })}
          />
          <p className={styles['under']}>{formats[format]}</p>
        </div>
        <div>
          {/* Not `disabled` while it saves, which would take the keyboard away. */}
          <Button
            type="submit"
            look="primary"
            disabled={total === 0 || preview.status === 'failed'}
            aria-disabled={run.state === 'running'}
          >
            <Download size={14} aria-hidden />
            {total === null ? 'Save the file' : `Save ${plural(total, 'event')}`}
          </Button>
        </div>
        {run.state === 'running' && <ShareProgress done={run.done} total={total} />}
        <ShareOutcome />
      </form>
      <section className={styles['preview']} aria-label="Preview">
        {preview.status === 'loading' && <Waiting what="what would be replaced" />}
        {preview.status === 'failed' && <Notice tone="bad">{preview.error}</Notice>}
        {preview.status === 'ready' && <SharePreview preview={preview.value} />}
      </section>
    </div>
  )
}

/** What the dialog was opened for; where nothing was said, what is picked in the timeline. */
function useGiven(): ShareSource | null {
  const source = useStore(shareSource)
  const rows = useStore(picked)
  if (source !== null || rows === null) return source
  return sourceOf(rows)
}

/** How many events that are; null while or where nobody has counted them all. */
function useTotal(source: ShareSource): number | null {
  const { count, isExact } = useEventCount(source.kind === 'query' ? source.query : null)
  if (source.kind === 'events') return source.ids.length
  return isExact ? count : null
}
