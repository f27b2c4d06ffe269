import { useState, type SubmitEvent } from 'react'
import { useClient } from '../../client/client-context.tsx'
import { Button } from '../../components/button.tsx'
import { Dialog, DialogActions } from '../../components/dialog.tsx'
import { TextField } from '../../components/field.tsx'
import { Notice } from '../../components/notice.tsx'
import { useAppState } from '../../state/app-state.ts'
import { messageOf } from '../../state/live-value.ts'
import { useStore } from '../../state/store.ts'
import { useListening } from './use-listening.ts'

const tokenPage = 'https://dashboard.ngrok.com/get-started/your-authtoken'

/** Asked when someone starts listening and no authtoken is known. */
export function TunnelDialog() {
  const { dialog } = useAppState()
  const isOpen = useStore(dialog) === 'tunnel'
  const close = () => dialog.set(null)
  return (
    <Dialog
      isOpen={isOpen}
      onClose={close}
      title="Get a public URL"
      description="Scalekit can reach this machine through a tunnel. Webhook Inspector opens it with your own free ngrok account."
    >
      <TokenForm onDone={close} />
    </Dialog>
  )
}

function TokenForm({ onDone }: { readonly onDone: () => void }) {
  const client = useClient()
  const { startTunnel, startLocal } = useListening()
  const [token, setToken] = useState('')
  const [error, setError] = useState<string | null>(null)
  const [isBusy, setIsBusy] = useState(false)

  const submit = async (event: SubmitEvent) => {
    event.preventDefault()
    setIsBusy(true)
    try {
      await client.call('secrets.add', { kind: 'ngrok', value: token })
      onDone()
      void startTunnel()
    } catch (failure) {
      setError(messageOf(failure))
      setIsBusy(false)
    }
  }
  const goOnWithout = () => {
    onDone()
    void startLocal()
  }

  return (
    <form onSubmit={(event) => void submit(event)} style={{ display: 'contents' }}>
      <TextField
        label="ngrok authtoken"
        type="password"
        isMono
        required
        value={token}
        onChange={(event) => setToken(event.target.value)}
        hint={
          <>
            Copy it from{' '}
            <a href={tokenPage} target="_blank" rel="noreferrer">
              your ngrok dashboard
            </a>
            . It is kept in this machine's vault and never shown again.
          </>
        }
      />
      {error !== null && (
        <Notice tone="bad" isAlert>
          {error}
        </Notice>
      )}
      <DialogActions>
        <Button onClick={goOnWithout}>Continue without a tunnel</Button>
        <Button type="submit" look="primary" disabled={isBusy || token.trim() === ''}>
          Save and start listening
        </Button>
      </DialogActions>
    </form>
  )
}
