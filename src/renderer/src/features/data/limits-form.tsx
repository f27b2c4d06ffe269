import { useState, type SubmitEvent } from 'react'
import type { Settings } from '#shared/settings-models.ts'
import { useClient } from '../../client/client-context.tsx'
import { Button } from '../../components/button.tsx'
import { ConfirmWhen } from '../../components/confirm.tsx'
import { DialogActions } from '../../components/dialog.tsx'
import { TextField } from '../../components/field.tsx'
import { Notice } from '../../components/notice.tsx'
import { useAppState } from '../../state/app-state.ts'
import { messageOf } from '../../state/live-value.ts'
import { useStore } from '../../state/store.ts'
import styles from './data.module.css'
import { limitFields, mistakeIn, readLimits, writeLimits } from './limits.ts'
import { describeLoss } from './over-limits.ts'

export function LimitsForm({ settings }: { readonly settings: Settings }) {
  const client = useClient()
  const { stats, facets } = useAppState()
  const counts = useStore(stats).value
  const starred = useStore(facets).value?.flags.starred ?? 0
  const stored = writeLimits(settings)
  const [texts, setTexts] = useState(stored)
  const [known, setKnown] = useState(stored)
  // Saved here or changed elsewhere: what is stored is where the reader goes on from.
  if (limitFields.some(({ name }) => known[name] !== stored[name])) {
    setKnown(stored)
    setTexts(stored)
  }
  const [error, setError] = useState<string | null>(null)
  const [isSaved, setIsSaved] = useState(false)
  /** What saving would delete, while the reader is asked about it. */
  const [loss, setLoss] = useState<string | null>(null)
  const [isAsking, setIsAsking] = useState(false)
  const isWrong = limitFields.some((field) => mistakeIn(field, texts[field.name]) !== null)
  const isChanged = limitFields.some(({ name }) => texts[name].trim() !== stored[name])
  const save = async () => {
    try {
      await client.call('settings.set', readLimits(texts))
      setError(null)
      setIsSaved(true)
    } catch (failure) {
      setError(messageOf(failure))
    }
  }
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    if (!counts) return
    const found = describeLoss(settings.retention, readLimits(texts).retention, { ...counts, starred })
    if (found === null) return void save()
    setLoss(found)
    setIsAsking(true)
  }
  return (
    <form className={styles['panel']} onSubmit={submit}>
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
        <Button type="submit" look="primary" disabled={isWrong || !isChanged || !counts}>
          Save
        </Button>
      </DialogActions>
      <ConfirmWhen
        isAsking={isAsking}
        onClose={() => setIsAsking(false)}
        title="Save these limits?"
        description={loss ?? ''}
        action="Save and delete"
        refusal="Keep them"
        onConfirm={() => void save()}
      />
    </form>
  )
}
