import { useState, type SubmitEvent } from 'react'
import { useClient } from '../../client/client-context.tsx'
import { Button } from '../../components/button.tsx'
import { DialogActions } from '../../components/dialog.tsx'
import { TextField } from '../../components/field.tsx'
import { Notice } from '../../components/notice.tsx'
import { messageOf } from '../../state/live-value.ts'
import styles from './endpoints.module.css'

export function AddEndpoint({ onAdded }: { readonly onAdded: (id: string) => void }) {
  const client = useClient()
  const [name, setName] = useState('')
  const [path, setPath] = useState('/')
  const [error, setError] = useState<string | null>(null)
  const [isBusy, setIsBusy] = useState(false)
  const submit = async (event: SubmitEvent) => {
    event.preventDefault()
    setIsBusy(true)
    try {
      const { id } = await client.call('endpoints.add', { name: name.trim(), path: path.trim() })
      onAdded(id)
    } catch (failure) {
      setError(messageOf(failure))
      setIsBusy(false)
    }
  }
  return (
    <form className={styles['panel']} onSubmit={(event) => void submit(event)}>
      <div className={styles['pair']}>
        <TextField
          label="Name"
          required
          maxLength={100}
          placeholder="Staging"
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        <TextField
          label="Path"
          required
          isMono
          maxLength={500}
          placeholder="/staging"
          value={path}
          onChange={(event) => setPath(event.target.value)}
          hint="Deliveries to this path and below it belong to the endpoint."
        />
      </div>
      {error !== null && (
        <Notice tone="bad" isAlert>
          {error}
        </Notice>
      )}
      <DialogActions>
        <Button
          type="submit"
          look="primary"
          disabled={isBusy || name.trim() === '' || path.trim().length < 2}
        >
          Add endpoint
        </Button>
      </DialogActions>
    </form>
  )
}
