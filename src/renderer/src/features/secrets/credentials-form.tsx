import { useState, type SubmitEvent } from 'react'
import type { CommandOutput } from '#shared/contract.ts'
import type { Settings } from '#shared/settings-models.ts'
import { useClient } from '../../client/client-context.tsx'
import { Button } from '../../components/button.tsx'
import { DialogActions } from '../../components/dialog.tsx'
import { TextField } from '../../components/field.tsx'
import { Notice } from '../../components/notice.tsx'
import { useAppState } from '../../state/app-state.ts'
import { messageOf } from '../../state/live-value.ts'
import { useStore } from '../../state/store.ts'
import styles from './secrets.module.css'

/** Optional credentials for Scalekit's API, tested by asking for a token. */
export function CredentialsForm({ settings }: { readonly settings: Settings }) {
  const client = useClient()
  const { secrets } = useAppState()
  const stored = useStore(secrets).value?.findLast(({ kind, usable }) => kind === 'scalekit' && usable)
  const [url, setUrl] = useState(settings.scalekitEnvironmentUrl ?? '')
  const [clientId, setClientId] = useState(settings.scalekitClientId ?? '')
  const [clientSecret, setClientSecret] = useState('')
  const [isBusy, setIsBusy] = useState(false)
  const [error, setError] = useState<string | null>(null)
  const [notes, setNotes] = useState<readonly string[]>([])
  const [result, setResult] = useState<CommandOutput<'credentials.test'> | null>(null)

  const submit = async (event: SubmitEvent) => {
    event.preventDefault()
    setIsBusy(true)
    setError(null)
    setNotes([])
    setResult(null)
    try {
      const saved = await client.call('settings.set', {
        scalekitEnvironmentUrl: url.trim() || null,
        scalekitClientId: clientId.trim() || null
      })
      setUrl(saved.scalekitEnvironmentUrl ?? '')
      setClientId(saved.scalekitClientId ?? '')
      if (clientSecret.trim() !== '') {
        const added = await client.call('secrets.add', { kind: 'scalekit', value: clientSecret })
        setNotes(added.notes)
        setClientSecret('')
        const now = await client.call('settings.get', {})
        setUrl(now.scalekitEnvironmentUrl ?? '')
        setClientId(now.scalekitClientId ?? '')
      }
      setResult(await client.call('credentials.test', {}))
    } catch (failure) {
      setError(messageOf(failure))
    }
    setIsBusy(false)
  }
  return (
    <form className={styles['panel']} onSubmit={(event) => void submit(event)}>
      <p className={styles['none']}>
        Optional. With them the app can later ask Scalekit which events it has missed. Receiving, verifying
        and replaying need none. Find them in the Scalekit dashboard under Developers → API credentials.
      </p>
      <TextField
        label="Environment URL"
        isMono
        inputMode="url"
        placeholder="https://your-app.scalekit.dev"
        maxLength={500}
        value={url}
        onChange={(event) => setUrl(event.target.value)}
      />
      <TextField
        label="Client ID"
        isMono
        placeholder="skc_…"
        maxLength={200}
        value={clientId}
        onChange={(event) => setClientId(event.target.value)}
      />
      <TextField
        label="Client secret"
        type="password"
        isMono
        value={clientSecret}
        onChange={(event) => setClientSecret(event.target.value)}
        onPaste={(event) => {
          // A field of one line would join the lines of an .env file, which the app can read.
          const pasted = event.clipboardData.getData('text')
          if (!pasted.trim().includes('\n')) return
          event.preventDefault()
          setClientSecret(pasted)
        }}
        hint={
          stored ? (
            <>
              The one{' '}
              {stored.lastFour === '' ? (
                'added last'
              ) : (
                <>
                  ending in <code>{stored.lastFour}</code>
                </>
              )}{' '}
              is stored. Leave this empty to keep it.
            </>
          ) : (
            'Kept in the vault. Lines of an .env file may be pasted here as they are.'
          )
        }
      />
      {error !== null && (
        <Notice tone="bad" isAlert>
          {error}
        </Notice>
      )}
      {result && (
        <Notice tone={result.ok ? 'good' : 'bad'} isAlert>
          <p>
            {result.message} {result.action}
          </p>
          {notes.map((note) => (
            <p key={note}>{note}</p>
          ))}
        </Notice>
      )}
      <DialogActions>
        <Button type="submit" look="primary" disabled={isBusy}>
          {isBusy ? 'Testing…' : 'Save and test'}
        </Button>
      </DialogActions>
    </form>
  )
}
