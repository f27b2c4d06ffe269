import { useClient } from '../../client/client-context.tsx'
import { Button } from '../../components/button.tsx'
import { copyText } from '../../components/copy.ts'
import { notify } from '../../components/notify.ts'
import { useRead } from '../../state/use-read.ts'
import styles from './signed-curl.module.css'

const type = 'organization.directory.user_created'

/** A shell command that sends a signed sample. It is signed anew when copied: a signature is good for five minutes. */
export function SignedCurl({ url }: { readonly url: string }) {
  const client = useClient()
  const sign = async () => (await client.call('samples.curl', { type })).command
  const command = useRead(`curl to ${url}`, sign)
  const copy = () =>
    notify.whenFailed('The command could not be signed', async () => copyText(await sign(), 'the command'))
  if (command.status === 'failed') return null
  return (
    <figure className={styles['curl']} aria-busy={command.status === 'loading'}>
      <figcaption>Or send one from a shell, signed like Scalekit's own.</figcaption>
      <pre tabIndex={0}>{command.status === 'ready' && command.value}</pre>
      <Button size="small" onClick={() => void copy()}>
        Copy, freshly signed
      </Button>
    </figure>
  )
}
