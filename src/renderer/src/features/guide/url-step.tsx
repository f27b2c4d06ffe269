import { useState, type SubmitEvent } from 'react'
import { Copy } from 'lucide-react'
import { useClient } from '../../client/client-context.tsx'
import { Button } from '../../components/button.tsx'
import { copyText } from '../../components/copy.ts'
import { TextField } from '../../components/field.tsx'
import { Notice } from '../../components/notice.tsx'
import { useAppState } from '../../state/app-state.ts'
import { messageOf } from '../../state/live-value.ts'
import { useStore } from '../../state/store.ts'
import { pathMistake } from '../endpoints/path-mistake.ts'
import { isLocalOnly, localOnlyText } from '../listening/chain.ts'
import { useListening } from '../listening/use-listening.ts'
import ways from '../listening/ways-in.module.css'
import { ClosedReceiver } from './closed-receiver.tsx'
import styles from './guide.module.css'
import { readPath } from './read-path.ts'

/** The address for Scalekit, and where it goes there. */
export function UrlStep() {
  const { settings } = useAppState()
  const path = useStore(settings).value?.webhookPath
  const { status, choose } = useListening()
  const url = status?.copyUrl ?? null
  if (!status || path === undefined) return null
  if (url === null) return <ClosedReceiver />
  return (
    <>
      <div className={styles['url']}>
        <div className={ways['address']}>
          <code>{url}</code>
          <Button look="primary" size="small" onClick={() => void copyText(url, 'the URL')}>
            <Copy size={13} aria-hidden />
            Copy
          </Button>
        </div>
        {/* Anew when it was changed from elsewhere. */}
        <PathForm key={path} path={path} />
      </div>
      {(status.tunnel.state !== 'online' || isLocalOnly(status.tunnel)) && (
        <Notice tone="warn">
          {localOnlyText} For Scalekit, let it in first.{' '}
          <Button size="small" onClick={choose}>
            Choose the way in
          </Button>
        </Notice>
      )}
      <ol className={styles['list']}>
        <li>
          In Scalekit's dashboard, open <b>Developers → Webhooks</b>.
        </li>
        <li>
          Choose <b>Add endpoint</b> and paste the URL.
        </li>
        <li>Tick the events that you want, and save.</li>
      </ol>
      <p className={styles['text']}>This step is done once a delivery has come to this receiver.</p>
    </>
  )
}

/** The path that the settings begin with. */
const samplePath = '/api/webhook/user-access'

function PathForm({ path: stored }: { readonly path: string }) {
  const client = useClient()
  const [path, setPath] = useState(stored)
  const [error, setError] = useState<string | null>(null)
  const submit = async (event: SubmitEvent) => {
    event.preventDefault()
    const wanted = readPath(path)
    const mistake = pathMistake(wanted)
    if (mistake !== null) {
      setError(mistake)
      return
    }
    try {
      const { webhookPath } = await client.call('settings.set', { webhookPath: wanted })
      setPath(webhookPath)
      setError(null)
    } catch (failure) {
      setError(messageOf(failure))
    }
  }
  return (
    <form className={styles['path']} onSubmit={(event) => void submit(event)}>
      <TextField
        label="Path"
        isMono
        maxLength={2_000}
        value={path}
        onChange={(event) => setPath(event.target.value)}
        error={error}
        hint={
          readPath(path) === samplePath
            ? "Any path is taken. This one is what Scalekit's sample app uses."
            : 'Any path is taken.'
        }
      />
      <Button type="submit" disabled={path.trim() === stored}>
        Use this path
      </Button>
    </form>
  )
}
