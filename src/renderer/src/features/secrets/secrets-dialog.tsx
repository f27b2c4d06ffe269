import { useClient } from '../../client/client-context.tsx'
import { Dialog } from '../../components/dialog.tsx'
import { Tabs, type TabEntry } from '../../components/tabs.tsx'
import { useAppState } from '../../state/app-state.ts'
import { useStore } from '../../state/store.ts'
import { useRead } from '../../state/use-read.ts'
import { AddSecret } from './add-secret.tsx'
import { CredentialsForm } from './credentials-form.tsx'
import { SecretList } from './secret-list.tsx'
import styles from './secrets.module.css'

type Section = 'secrets' | 'credentials'

/** Signing secrets, the authtoken and the API credentials: added here, never shown again. */
export function SecretsDialog() {
  const { dialog, settings } = useAppState()
  const opened = useStore(dialog)
  const stored = useStore(settings).value
  const section: Section = opened === 'credentials' ? 'credentials' : 'secrets'
  const tabs: readonly TabEntry<Section>[] = [
    { value: 'secrets', text: 'Secrets', panel: () => <Secrets /> },
    {
      value: 'credentials',
      text: 'Scalekit API',
      panel: () => stored && <CredentialsForm settings={stored} />
    }
  ]
  return (
    <Dialog
      isOpen={opened === 'secrets' || opened === 'credentials'}
      onClose={() => dialog.set(null)}
      title="Secrets"
      description="Kept in this machine's vault: they can be used and replaced, and are never shown again."
    >
      <div className={styles['sections']}>
        <Tabs label="Secrets" value={section} onChange={dialog.set} tabs={tabs} />
      </div>
      <VaultNote />
    </Dialog>
  )
}

function Secrets() {
  return (
    <div className={styles['panel']}>
      <p className={styles['none']}>
        Deliveries are verified with signing secrets. Find yours in the Scalekit dashboard under Developers →
        Webhooks, on your endpoint's page. To rotate, add the new one; the old keeps verifying until you
        remove it.
      </p>
      <AddSecret />
      <SecretList />
    </div>
  )
}

/** Where secrets rest, said where that is not the system's keychain. */
function VaultNote() {
  const client = useClient()
  const info = useRead('app.info', () => client.call('app.info', {}))
  if (info.status !== 'ready' || info.value.vault.note === null) return null
  return <p className={styles['none']}>{info.value.vault.note}</p>
}
