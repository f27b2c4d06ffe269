import { useState, type SubmitEvent } from 'react'
import { Button } from '../../components/button.tsx'
import { TargetField } from '../replay/target-field.tsx'
import { isSendable, useHealth } from '../replay/use-health.ts'
import styles from './endpoints.module.css'

interface AddTargetProps {
  /** Resolves with null where it was refused. */
  readonly onAdd: (url: string) => Promise<unknown>
  readonly isBusy: boolean
}

export function AddTarget({ onAdd, isBusy }: AddTargetProps) {
  const [url, setUrl] = useState('')
  const health = useHealth(url)
  const canAdd = !isBusy && url.trim() !== '' && isSendable(health)
  const submit = async (event: SubmitEvent) => {
    event.preventDefault()
    if (canAdd && (await onAdd(url.trim())) !== null) setUrl('')
  }
  return (
    <form className={styles['addTarget']} onSubmit={(event) => void submit(event)}>
      <TargetField value={url} onChange={setUrl} health={health} />
      <Button type="submit" look="primary" disabled={!canAdd}>
        Add target
      </Button>
    </form>
  )
}
