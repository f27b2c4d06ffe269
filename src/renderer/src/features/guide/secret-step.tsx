import { useAppState } from '../../state/app-state.ts'
import { useStore } from '../../state/store.ts'
import { AddSecret } from '../secrets/add-secret.tsx'
import { Ending } from '../secrets/ending.tsx'
import styles from './guide.module.css'

export function SecretStep() {
  const { secrets } = useAppState()
  const stored = useStore(secrets).value?.filter(({ kind }) => kind === 'signing') ?? []
  return (
    <>
      <p className={styles['text']}>
        Scalekit signs every delivery. Copy the secret from <b>Developers → Webhooks</b>, on the page of the
        endpoint that you added; it starts with <code>whsec_</code>. It is kept in this machine's vault and
        never shown again.
      </p>
      {stored.map(({ id, label, lastFour }) => (
        <p key={id}>
          Stored: <b>{label}</b>
          <Ending lastFour={lastFour} />
        </p>
      ))}
      <AddSecret />
    </>
  )
}
