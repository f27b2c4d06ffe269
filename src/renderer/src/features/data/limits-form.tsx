import { useState, type SubmitEvent } from 'react'
import type { Settings } from '#shared/models.ts'
import { useClient } from '../../client/client-context.tsx'
import { Button } from '../../components/button.tsx'
import { DialogActions } from '../../components/dialog.tsx'
import { TextField } from '../../components/field.tsx'
import { Notice } from '../../components/notice.tsx'
import { messageOf } from '../../state/live-value.ts'
import styles from './data.module.css'
import { limitFields, mistakeIn, readLimits, writeLimits } from './limits.ts'

export function LimitsForm({ settings }: { readonly settings: Settings }) {
  const client = useClient()
  const stored = writeLimits(settings)
  const [texts, setTexts] = useState(stored)
  const [error, setError] = useState<string | null>(null)
  const [isSaved, setIsSaved] = useState(false)
  const isWrong = limitFields.some((field) => mistakeIn(field, texts[field.name]) !== null)
  const isChanged = limitFields.some(({ name }) => texts[name].trim() !== stored[name])
  const submit = async (event: SubmitEvent) => {
    event.preventDefault()
    try {
      await client.call('settings.set', readLimits(texts))
      setError(null)
      setIsSaved(true)
    } catch (failure) {
      setError(messageOf(failure))
    }
  }
  return (
    <form className={styles['panel']} onSubmit={(event) => void submit(event)}>
      <p className={styles['hint']}>
        What goes over a limit is deleted for good, little by little. Starred events stay, whatever the limits
        say.
      </p>
      <div className={styles['fields']}>
        {limitFields.map((field) => (
          <TextField
            key={field.name}
            label={field.label}
            inputMode="decimal"
            maxLength={12}
            placeholder={field.isOptional ? 'No limit' : undefined}
            value={texts[field.name]}
            onChange={(event) => {
              setTexts({ ...texts, [field.name]: event.target.value })
              setIsSaved(false)
            }}
            hint={field.hint}
            error={mistakeIn(field, texts[field.name])}
          />
        ))}
      </div>
      {error !== null && (
        <Notice tone="bad" isAlert>
          {error}
        </Notice>
      )}
      <DialogActions>
        <span role="status" className={styles['saved']}>
          {isSaved ? 'Saved' : ''}
        </span>
        <Button type="submit" look="primary" disabled={isWrong || !isChanged}>
          Save
        </Button>
      </DialogActions>
    </form>
  )
}
