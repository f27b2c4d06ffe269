import { useId, useState, type SubmitEvent } from 'react'
import type { Endpoint } from '#shared/endpoint-models.ts'
import field from '../../components/field.module.css'
import { SelectField, TextField } from '../../components/field.tsx'
import { Pick } from '../../components/pick.tsx'
import styles from './endpoints.module.css'
import { readForwardFilter } from './forward-filter.ts'
import { retryChoices, retryWords } from './retry-words.ts'
import { SaveRow } from './save-row.tsx'
import { useEndpointChange } from './use-endpoint-change.ts'

const mirrorHint =
  'For verified events the sender gets the status and body of this target. Where it gives no answer within 10 s, the sender gets a 502 or 504 and Scalekit sends the event again, so retries by this app leave it out. The delivery is stored first, whatever comes back.'
const ownHint =
  'At once, whatever the targets do, as set under Answers. A target that fails is not noticed by Scalekit.'

interface ForwardingFormProps {
  readonly endpoint: Endpoint
  readonly targets: readonly string[]
}

/** Which events are handed on, in which order, how often, and who answers the sender. */
export function ForwardingForm({ endpoint, targets }: ForwardingFormProps) {
  const { forwarding } = endpoint
  const [query, setQuery] = useState(forwarding.query)
  const [retries, setRetries] = useState(forwarding.retries)
  const [keepOrder, setKeepOrder] = useState(forwarding.keepOrder)
  const [wanted, setMirror] = useState(forwarding.mirror)
  const { change, ...saving } = useEndpointChange(endpoint.id)
  const orderId = useId()
  // One that was taken away answers no longer.
  const mirror = wanted !== null && targets.includes(wanted) ? wanted : null
  const read = readForwardFilter(query)
  const isChanged =
    query.trim() !== forwarding.query ||
    retries !== forwarding.retries ||
    keepOrder !== forwarding.keepOrder ||
    mirror !== forwarding.mirror
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    if (!read.ok) return
    void change({ forwarding: { ...forwarding, query: query.trim(), retries, keepOrder, mirror } })
  }
  return (
    <form className={styles['section']} onSubmit={submit}>
      <TextField
        label="Which events"
        isMono
        maxLength={1_900}
        placeholder="type:organization.directory.* -action:deleted"
        value={query}
        onChange={(event) => setQuery(event.target.value)}
        hint={read.ok ? read.sentence : undefined}
        error={read.ok ? null : read.mistake}
      />
      <div>
        <Pick label="Retries" value={retries} options={retryChoices} onChange={setRetries} />
        <p className={styles['under']}>
          {retryWords[retries]}
          {retries !== 'off' &&
            ' A 2xx ends it. What still waits is given up when the app is closed or forwarding is paused.'}
        </p>
      </div>
      <div>
        <label className={styles['check']}>
          <input
            type="checkbox"
            checked={keepOrder}
            aria-describedby={orderId}
            onChange={(event) => setKeepOrder(event.target.checked)}
          />
          Keep the order of each entity
        </label>
        <p className={field['hint']} id={orderId}>
          {keepOrder
            ? 'An event waits until those before it of the same person, group or organisation have ended, their retries too. Others go on beside it.'
            : 'Events may overtake each other, as they may with Scalekit.'}
        </p>
      </div>
      <SelectField
        label="Answer to the sender"
        value={mirror ?? ''}
        hint={mirror === null ? ownHint : mirrorHint}
        onChange={(event) => setMirror(event.target.value === '' ? null : event.target.value)}
      >
        <option value="">Our own</option>
        {targets.map((url) => (
          <option key={url} value={url}>
            That of {url}
          </option>
        ))}
      </SelectField>
      <SaveRow {...saving} isChanged={isChanged && read.ok} />
    </form>
  )
}
