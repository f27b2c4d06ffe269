import { Trash2 } from 'lucide-react'
import { useState, type SubmitEvent } from 'react'
import type { Endpoint } from '#shared/endpoint-models.ts'
import { Button } from '../../components/button.tsx'
import { TextField } from '../../components/field.tsx'
import { Notice } from '../../components/notice.tsx'
import styles from './endpoints.module.css'
import { useEndpointChange } from './use-endpoint-change.ts'

export function ForwardingPanel({ endpoint }: { readonly endpoint: Endpoint }) {
  const [target, setTarget] = useState('')
  const { change, error, isBusy } = useEndpointChange(endpoint.id)
  const targets = endpoint.forwardTargets
  const add = async (event: SubmitEvent) => {
    event.preventDefault()
    if (await change({ forwardTargets: [...targets, target.trim()] })) setTarget('')
  }
  return (
    <div className={styles['panel']}>
      <p className={styles['hint']}>
        Each verified event is handed on to these addresses the moment it arrives, as it was signed.
      </p>
      <form className={styles['add']} onSubmit={(event) => void add(event)}>
        <TextField
          label="Forward target"
          isMono
          placeholder="http://localhost:3000/api/webhook"
          maxLength={2_000}
          value={target}
          onChange={(event) => setTarget(event.target.value)}
        />
        <Button type="submit" look="primary" disabled={isBusy || target.trim() === ''}>
          Add target
        </Button>
      </form>
      {error !== null && (
        <Notice tone="bad" isAlert>
          {error}
        </Notice>
      )}
      {targets.length === 0 ? (
        <p className={styles['hint']}>Nothing is handed on yet.</p>
      ) : (
        <ul className={styles['targets']}>
          {targets.map((each) => (
            <li key={each}>
              <code>{each}</code>
              <Button
                look="ghost"
                size="small"
                isIcon
                aria-label={`Remove ${each}`}
                title="Remove"
                disabled={isBusy}
                onClick={() => void change({ forwardTargets: targets.filter((other) => other !== each) })}
              >
                <Trash2 size={14} aria-hidden />
              </Button>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
