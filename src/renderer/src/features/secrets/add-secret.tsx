import { useState, type SubmitEvent } from 'react'
import type { CommandOutput } from '#shared/contract.ts'
import { useClient } from '../../client/client-context.tsx'
import { Button } from '../../components/button.tsx'
import { SelectField, TextField } from '../../components/field.tsx'
import { Notice } from '../../components/notice.tsx'
import { formatCount } from '../../lib/format-count.ts'
import { messageOf } from '../../state/live-value.ts'
import { useEndpoints } from '../endpoints/use-endpoints.ts'
import { Ending } from './ending.tsx'
import styles from './secrets.module.css'

/** Stores a signing secret for an endpoint; where none is given and there are several, asks for which. */
export function AddSecret({ endpointId }: { readonly endpointId?: string }) {
  const client = useClient()
  const endpoints = useEndpoints()
  const [chosen, setChosen] = useState<string | null>(null)
  const isAsked = endpointId === undefined && endpoints.length > 1
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
      const owner = endpointId ?? chosen
      setAdded(
        await client.call('secrets.add', {
          kind: 'signing',
          value,
          ...(name && { label: name }),
          ...(owner !== null && { endpointId: owner })
        })
      )
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
      {isAsked && (
        <SelectField
          label="Endpoint"
          value={chosen ?? endpoints[0]?.id}
          onChange={(event) => setChosen(event.target.value)}
        >
          {endpoints.map(({ id, name, path }) => (
            <option key={id} value={id}>
              {name} ({path})
            </option>
          ))}
        </SelectField>
      )}
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
        Added <b>{secret.label}</b>
        <Ending lastFour={secret.lastFour} />.{' '}
        {promoted === 1 && 'It explains 1 stored delivery, which became an event.'}
        {promoted > 1 && `It explains ${formatCount(promoted)} stored deliveries, which became events.`}
      </p>
      {asides.map((note) => (
        <p key={note}>{note}</p>
      ))}
    </Notice>
  )
}
