import { useEffect, useRef, useState, type SubmitEvent } from 'react'
import { useClient } from '../../client/client-context.tsx'
import { Button } from '../../components/button.tsx'
import { DialogActions } from '../../components/dialog.tsx'
import { TextField } from '../../components/field.tsx'
import { Notice } from '../../components/notice.tsx'
import { readRefusal } from '../../lib/read-refusal.ts'
import { messageOf } from '../../state/live-value.ts'
import styles from './endpoints.module.css'
import { pathMistake } from './path-mistake.ts'

export function AddEndpoint({ onAdded }: { readonly onAdded: (id: string) => void }) {
  const client = useClient()
  const [name, setName] = useState('')
  const [path, setPath] = useState('/')
  const [refusal, setRefusal] = useState<ReturnType<typeof readRefusal> | null>(null)
  const [isBusy, setIsBusy] = useState(false)
  const first = useRef<HTMLInputElement>(null)
  useEffect(() => first.current?.focus(), [])
  const mistake = pathMistake(path)
  const submit = async (event: SubmitEvent) => {
    event.preventDefault()
    setIsBusy(true)
    try {
      const { id } = await client.call('endpoints.add', { name: name.trim(), path: path.trim() })
      onAdded(id)
    } catch (failure) {
      setRefusal(readRefusal(messageOf(failure)))
      setIsBusy(false)
    }
  }
  return (
    <form className={styles['panel']} onSubmit={(event) => void submit(event)}>
      <div className={styles['pair']}>
        <TextField
          ref={first}
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
          onChange={(event) => {
            setPath(event.target.value)
            setRefusal(null)
          }}
          hint="Deliveries to this path and below it belong to the endpoint."
          error={mistake ?? (refusal?.field === 'path' ? refusal.text : null)}
        />
      </div>
      {refusal && refusal.field !== 'path' && (
        <Notice tone="bad" isAlert>
          {refusal.text}
        </Notice>
      )}
      <DialogActions>
        <Button
          type="submit"
          look="primary"
          disabled={isBusy || name.trim() === '' || mistake !== null || path.trim() === '/'}
        >
          Add endpoint
        </Button>
      </DialogActions>
    </form>
  )
}
