import { useState, type SubmitEvent } from 'react'
import type { Endpoint } from '#shared/endpoint-models.ts'
import { useClient } from '../../client/client-context.tsx'
import { Button } from '../../components/button.tsx'
import { Confirm } from '../../components/confirm.tsx'
import { CopyButton } from '../../components/copy-button.tsx'
import { TextField } from '../../components/field.tsx'
import { notify } from '../../components/notify.ts'
import { useAppState } from '../../state/app-state.ts'
import { useStore } from '../../state/store.ts'
import styles from './endpoints.module.css'
import { pathMistake } from './path-mistake.ts'
import { SaveRow } from './save-row.tsx'
import { useEndpointChange } from './use-endpoint-change.ts'
import { endpointUrl } from './use-endpoints.ts'

export function AddressPanel({ endpoint }: { readonly endpoint: Endpoint }) {
  const { listening } = useAppState()
  const url = endpointUrl(endpoint, useStore(listening).value?.copyUrl ?? null)
  const [name, setName] = useState(endpoint.name)
  const [path, setPath] = useState(endpoint.path)
  const { change, ...saving } = useEndpointChange(endpoint.id)
  const isFirst = endpoint.path === '/'
  const mistake = pathMistake(path)
  const isChanged = name.trim() !== endpoint.name || path.trim() !== endpoint.path
  const submit = async (event: SubmitEvent) => {
    event.preventDefault()
    const taken = await change({ name: name.trim(), ...(!isFirst && { path: path.trim() }) })
    if (!taken) return
    setName(taken.name)
    setPath(taken.path)
  }
  return (
    <form className={styles['panel']} onSubmit={(event) => void submit(event)}>
      {url === null ? (
        <p className={styles['hint']}>Start listening to get the URL of this endpoint.</p>
      ) : (
        <p className={styles['url']}>
          <code>{url}</code>
          <CopyButton text={() => url} what="the URL" />
        </p>
      )}
      <div className={styles['pair']}>
        <TextField
          label="Name"
          required
          maxLength={100}
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        <TextField
          label="Path"
          required
          isMono
          readOnly={isFirst}
          maxLength={500}
          value={path}
          onChange={(event) => setPath(event.target.value)}
          error={mistake}
          hint={
            isFirst ? 'This endpoint takes what no other one does.' : 'It takes what is below this path, too.'
          }
        />
      </div>
      <SaveRow {...saving} isChanged={isChanged && mistake === null && name.trim() !== ''} />
      {!isFirst && <RemoveEndpoint endpoint={endpoint} />}
    </form>
  )
}

function RemoveEndpoint({ endpoint }: { readonly endpoint: Endpoint }) {
  const client = useClient()
  const { secrets } = useAppState()
  const count = useStore(secrets).value?.filter(({ endpointId }) => endpointId === endpoint.id).length ?? 0
  const remove = () =>
    void notify.whenFailed('Could not remove the endpoint', () =>
      client.call('endpoints.remove', { id: endpoint.id })
    )
  const secretsText = count === 1 ? 'its signing secret' : `its ${count} signing secrets`
  return (
    <div>
      <Confirm
        trigger={<Button size="small" />}
        title={`Remove ${endpoint.name}?`}
        description={`The endpoint goes${count > 0 ? `, and with it ${secretsText}, which the app cannot show again` : ''}. What it has received stays. What is sent to ${endpoint.path} from now on goes to the endpoint whose path fits then.`}
        action="Remove"
        onConfirm={remove}
      >
        Remove this endpoint…
      </Confirm>
    </div>
  )
}
