import { useClient } from '../../client/client-context.tsx'
import { Dialog } from '../../components/dialog.tsx'
import { useAppState } from '../../state/app-state.ts'
import { useStore } from '../../state/store.ts'
import { useRead } from '../../state/use-read.ts'
import { AddSecret } from './add-secret.tsx'
import { SecretList } from './secret-list.tsx'
import styles from './secrets.module.css'

/** Signing secrets and the authtoken: added here, never shown again. */
export function SecretsDialog() {
  const { dialog } = useAppState()
  const isOpen = useStore(dialog) === 'secrets'
  return (
    <Dialog
      isOpen={isOpen}
      onClose={() => dialog.set(null)}
      title="Secrets"
      description="Deliveries are verified with signing secrets. Find yours in the Scalekit dashboard, under Webhooks, on your endpoint's page."
    >
      <AddSecret />
      <SecretList />
      <VaultNote />
    </Dialog>
  )
}

/** Where secrets rest, said where that is not the system's keychain. */
function VaultNote() {
  const client = useClient()
  const info = useRead('app.info', () => client.call('app.info', {}))
  if (info.status !== 'ready' || info.value.vault.note === null) return null
  return <p className={styles['none']}>{info.value.vault.note}</p>
}
