import { useClient } from '../../client/client-context.tsx'
import { useRead } from '../../state/use-read.ts'
import { AddSecret } from './add-secret.tsx'
import { SecretList } from './secret-list.tsx'
import styles from './secrets.module.css'

/** Signing secrets and the authtoken: added here, never shown again. */
export function SecretsSection() {
  return (
    <div className={styles['panel']}>
      <p className={styles['none']}>
        Deliveries are verified with signing secrets. Find yours in the Scalekit dashboard under Developers →
        Webhooks, on your endpoint's page. To rotate, add the new one; the old keeps verifying until you
        remove it.
      </p>
      <AddSecret />
      <SecretList />
      <VaultNote />
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
