import { useState, type SubmitEvent } from 'react'
import type { Settings } from '#shared/settings-models.ts'
import { useClient } from '../../client/client-context.tsx'
import { Button } from '../../components/button.tsx'
import { CopyButton } from '../../components/copy-button.tsx'
import { DialogActions } from '../../components/dialog.tsx'
import { TextField } from '../../components/field.tsx'
import { messageOf } from '../../state/live-value.ts'
import { useListening } from './use-listening.ts'
import styles from './ways-in.module.css'

interface OwnUrlWayProps {
  readonly settings: Settings
  readonly onStarted: (() => void) | undefined
}

/** A public URL that the user runs: what it must lead to, and which it is. */
export function OwnUrlWay({ settings, onStarted }: OwnUrlWayProps) {
  const client = useClient()
  const { status, startWith } = useListening()
  const [url, setUrl] = useState(settings.ownPublicUrl ?? '')
  const [error, setError] = useState<string | null>(null)
  const [isBusy, setIsBusy] = useState(false)
  const receiverUrl = status?.receiver.url ?? null

  const submit = async (event: SubmitEvent) => {
    event.preventDefault()
    setIsBusy(true)
    setError(null)
    try {
      const { ownPublicUrl } = await client.call('settings.set', { ownPublicUrl: url.trim() })
      setUrl(ownPublicUrl ?? '')
      if (await startWith('own')) onStarted?.()
    } catch (failure) {
      setError(messageOf(failure))
    }
    setIsBusy(false)
  }
  return (
    <form className={styles['form']} onSubmit={(event) => void submit(event)}>
      <p className={styles['text']}>
        Any tunnel or proxy of yours will do: cloudflared, Tailscale Funnel, zrok, frp, a reverse proxy. Point
        it at the receiver:
      </p>
      <div className={styles['address']}>
        {receiverUrl === null ? (
          <span>The receiver is closed; starting opens it.</span>
        ) : (
          <>
            <code>{receiverUrl}</code>
            <CopyButton text={() => receiverUrl} what="the receiver’s address" />
          </>
        )}
      </div>
      <TextField
        label="Public URL"
        isMono
        inputMode="url"
        placeholder="https://hooks.example.com"
        maxLength={2_000}
        value={url}
        onChange={(event) => setUrl(event.target.value)}
        error={error}
        hint="Without a path. A test request is sent through it before the app says that it listens."
      />
      <DialogActions>
        <Button type="submit" look="primary" disabled={isBusy || url.trim() === ''}>
          Use this URL
        </Button>
      </DialogActions>
    </form>
  )
}
