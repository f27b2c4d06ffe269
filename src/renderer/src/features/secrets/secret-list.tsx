import { KeyRound, Trash2 } from 'lucide-react'
import type { SecretSummary } from '#shared/models.ts'
import { useClient } from '../../client/client-context.tsx'
import { Button } from '../../components/button.tsx'
import { Confirm } from '../../components/confirm.tsx'
import { Instant } from '../../components/instant.tsx'
import { Notice } from '../../components/notice.tsx'
import { notify } from '../../components/notify.ts'
import { Tag } from '../../components/tag.tsx'
import { useAppState } from '../../state/app-state.ts'
import { useStore } from '../../state/store.ts'
import { useEndpoints } from '../endpoints/use-endpoints.ts'
import { Ending } from './ending.tsx'
import styles from './secrets.module.css'
import { VerifiedBy } from './verified-by.tsx'

const kindWords: Readonly<Record<SecretSummary['kind'], string>> = {
  signing: 'signing secret',
  sample: 'signs the samples',
  ngrok: 'ngrok authtoken',
  scalekit: 'client secret of the API credentials'
}

/** The stored secrets, of one endpoint or all of them. */
export function SecretList({ endpointId }: { readonly endpointId?: string }) {
  const { secrets } = useAppState()
  const { value, error } = useStore(secrets)
  const endpoints = useEndpoints()
  if (!value) return error === null ? null : <Notice tone="bad">{error}</Notice>
  const shown = value.filter((secret) => endpointId === undefined || secret.endpointId === endpointId)
  if (shown.length === 0) return <p className={styles['none']}>No secret is stored yet.</p>
  const ownerOf = (secret: SecretSummary) =>
    endpointId === undefined && endpoints.length > 1
      ? (endpoints.find(({ id }) => id === secret.endpointId)?.name ?? null)
      : null
  return (
    <ul className={styles['list']}>
      {shown.map((secret) => (
        <li key={secret.id}>
          <KeyRound size={15} aria-hidden />
          <div>
            <b>{secret.label}</b>
            <Ending lastFour={secret.lastFour} />
            <p>
              {kindWords[secret.kind]}
              {ownerOf(secret) !== null && (
                <>
                  {' '}
                  of <bdi>{ownerOf(secret)}</bdi>
                </>
              )}{' '}
              ·{' '}
              {secret.origin === 'session' ? (
                'for this run only'
              ) : (
                <>
                  added <Instant at={secret.addedAt} />
                </>
              )}
            </p>
            {secret.kind === 'signing' && <VerifiedBy secret={secret} />}
          </div>
          {!secret.usable && (
            <Tag tone="bad" title="The keychain could no longer open it. Remove it and add it again.">
              cannot be opened
            </Tag>
          )}
          {secret.kind !== 'sample' && secret.origin === 'stored' && <RemoveSecret secret={secret} />}
        </li>
      ))}
    </ul>
  )
}

const removalTexts: Readonly<Record<SecretSummary['kind'], string>> = {
  signing:
    'Deliveries signed with it will be rejected from now on. What it has verified stays verified. The app cannot show the secret again.',
  sample: 'Samples can no longer be signed.',
  ngrok: 'A tunnel that is open stays open. To start one again you will need the authtoken.',
  scalekit: 'The app can no longer ask Scalekit for missed events until you add it again.'
}

function RemoveSecret({ secret }: { readonly secret: SecretSummary }) {
  const client = useClient()
  const remove = () =>
    void notify.whenFailed('Could not remove the secret', () =>
      client.call('secrets.remove', { id: secret.id })
    )
  return (
    <Confirm
      trigger={
        <Button look="ghost" size="small" isIcon aria-label={`Remove ${secret.label}`} title="Remove" />
      }
      title={`Remove ${secret.label}?`}
      description={removalTexts[secret.kind]}
      action="Remove"
      onConfirm={remove}
    >
      <Trash2 size={14} aria-hidden />
    </Confirm>
  )
}
