import { AlertDialog } from '@base-ui/react/alert-dialog'
import { KeyRound, Trash2 } from 'lucide-react'
import { useState, type SubmitEvent } from 'react'
import type { CommandOutput } from '#shared/contract.ts'
import type { SecretSummary } from '#shared/models.ts'
import { useClient } from '../../client/client-context.tsx'
import { Button } from '../../components/button.tsx'
import { Dialog, DialogActions } from '../../components/dialog.tsx'
import { TextField } from '../../components/field.tsx'
import { Instant } from '../../components/instant.tsx'
import { Notice } from '../../components/notice.tsx'
import { notify } from '../../components/notify.ts'
import popup from '../../components/popup.module.css'
import { Tag } from '../../components/tag.tsx'
import { classNames } from '../../lib/class-names.ts'
import { formatCount } from '../../lib/format-count.ts'
import { useAppState } from '../../state/app-state.ts'
import { messageOf } from '../../state/live-value.ts'
import { useStore } from '../../state/store.ts'
import { useRead } from '../../state/use-read.ts'
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

function AddSecret() {
  const client = useClient()
  const [value, setValue] = useState('')
  const [label, setLabel] = useState('')
  const [isBusy, setIsBusy] = useState(false)
  const [error, setError] = useState<string | null>(null)
  const [added, setAdded] = useState<CommandOutput<'secrets.add'> | null>(null)

  const submit = async (event: SubmitEvent) => {
    event.preventDefault()
    setIsBusy(true)
    setError(null)
    setAdded(null)
    try {
      const name = label.trim()
      setAdded(await client.call('secrets.add', { kind: 'signing', value, ...(name && { label: name }) }))
      setValue('')
      setLabel('')
    } catch (failure) {
      setError(messageOf(failure))
    } finally {
      setIsBusy(false)
    }
  }
  return (
    <form className={styles['form']} onSubmit={(event) => void submit(event)}>
      <div className={styles['fields']}>
        <TextField
          label="Signing secret"
          type="password"
          isMono
          placeholder="whsec_…"
          value={value}
          onChange={(event) => setValue(event.target.value)}
        />
        <TextField
          label="Label"
          placeholder="Staging"
          maxLength={100}
          value={label}
          onChange={(event) => setLabel(event.target.value)}
        />
        <Button type="submit" look="primary" disabled={isBusy || value.trim() === ''}>
          Add secret
        </Button>
      </div>
      {error !== null && (
        <Notice tone="bad" isAlert>
          {error}
        </Notice>
      )}
      {added && <Added result={added} />}
    </form>
  )
}

function Added({ result: { secret, notes, promoted } }: { readonly result: CommandOutput<'secrets.add'> }) {
  // Other notes only say what pasting had added around it.
  const warnings = notes.filter((note) => note.startsWith('It is short'))
  const asides = notes.filter((note) => !warnings.includes(note))
  return (
    <Notice tone={warnings.length > 0 ? 'warn' : 'good'} isAlert>
      {warnings.map((note) => (
        <p key={note}>{note}</p>
      ))}
      <p>
        Added <b>{secret.label}</b> <code>…{secret.lastFour}</code>.{' '}
        {promoted === 1 && 'It explains 1 stored delivery, which became an event.'}
        {promoted > 1 && `It explains ${formatCount(promoted)} stored deliveries, which became events.`}
      </p>
      {asides.map((note) => (
        <p key={note}>{note}</p>
      ))}
    </Notice>
  )
}

const kindWords: Readonly<Record<SecretSummary['kind'], string>> = {
  signing: 'signing secret',
  sample: 'signs the samples',
  ngrok: 'ngrok authtoken'
}

function SecretList() {
  const { secrets } = useAppState()
  const { value, error } = useStore(secrets)
  if (!value) return error === null ? null : <Notice tone="bad">{error}</Notice>
  if (value.length === 0) return <p className={styles['none']}>No secret is stored yet.</p>
  return (
    <ul className={styles['list']}>
      {value.map((secret) => (
        <li key={secret.id}>
          <KeyRound size={15} aria-hidden />
          <div>
            <b>{secret.label}</b> <code>…{secret.lastFour}</code>
            <p>
              {kindWords[secret.kind]} ·{' '}
              {secret.origin === 'session' ? (
                'for this run only'
              ) : (
                <>
                  added <Instant at={secret.addedAt} />
                </>
              )}
            </p>
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

function RemoveSecret({ secret }: { readonly secret: SecretSummary }) {
  const client = useClient()
  const remove = () =>
    void notify.whenFailed('Could not remove the secret', () =>
      client.call('secrets.remove', { id: secret.id })
    )
  return (
    <AlertDialog.Root>
      <AlertDialog.Trigger
        render={
          <Button look="ghost" size="small" isIcon aria-label={`Remove ${secret.label}`} title="Remove" />
        }
      >
        <Trash2 size={14} aria-hidden />
      </AlertDialog.Trigger>
      <AlertDialog.Portal>
        <AlertDialog.Backdrop className={popup['backdrop']} />
        <AlertDialog.Popup className={classNames(popup['popup'], popup['dialog'])}>
          <AlertDialog.Title className={popup['title']}>Remove {secret.label}?</AlertDialog.Title>
          <AlertDialog.Description className={popup['description']}>
            {secret.kind === 'ngrok'
              ? 'A tunnel that is open stays open. To start one again you will need the authtoken.'
              : 'Deliveries signed with it will be rejected from now on. What it has verified stays verified. The app cannot show the secret again.'}
          </AlertDialog.Description>
          <DialogActions>
            <AlertDialog.Close render={<Button />}>Keep it</AlertDialog.Close>
            <AlertDialog.Close render={<Button look="danger" />} onClick={remove}>
              Remove
            </AlertDialog.Close>
          </DialogActions>
        </AlertDialog.Popup>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  )
}

/** Where secrets rest, said where that is not the system's keychain. */
function VaultNote() {
  const client = useClient()
  const info = useRead('app.info', () => client.call('app.info', {}))
  if (info.status !== 'ready' || info.value.vault.note === null) return null
  return <p className={styles['none']}>{info.value.vault.note}</p>
}
