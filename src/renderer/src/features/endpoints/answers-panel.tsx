import { useState, type SubmitEvent } from 'react'
import type { Endpoint } from '#shared/endpoint-models.ts'
import type { Verdict } from '#shared/models.ts'
import { TextField } from '../../components/field.tsx'
import styles from './endpoints.module.css'
import { SaveRow } from './save-row.tsx'
import { useEndpointChange } from './use-endpoint-change.ts'

const verdicts: readonly { readonly verdict: Verdict; readonly label: string; readonly hint: string }[] = [
  { verdict: 'verified', label: 'Verified', hint: 'Its signature holds.' },
  { verdict: 'unchecked', label: 'Unchecked', hint: 'No secret is stored yet.' },
  { verdict: 'rejected', label: 'Rejected', hint: 'Its signature does not hold.' }
]

/** What is wrong with a status as it was written; null where nothing is. */
const mistakeIn = (text: string): string | null =>
  /^[2-5]\d\d$/.test(text.trim()) ? null : 'A status is a number from 200 to 599.'

export function AnswersPanel({ endpoint: { id, answers } }: { readonly endpoint: Endpoint }) {
  const [texts, setTexts] = useState<Readonly<Record<Verdict, string>>>({
    verified: String(answers.verified),
    unchecked: String(answers.unchecked),
    rejected: String(answers.rejected)
  })
  const { change, ...saving } = useEndpointChange(id)
  const isWrong = verdicts.some(({ verdict }) => mistakeIn(texts[verdict]) !== null)
  const isChanged = verdicts.some(({ verdict }) => texts[verdict].trim() !== String(answers[verdict]))
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    void change({
      answers: {
        verified: Number(texts.verified),
        unchecked: Number(texts.unchecked),
        rejected: Number(texts.rejected)
      }
    })
  }
  return (
    <form className={styles['panel']} onSubmit={submit}>
      <p className={styles['hint']}>
        The HTTP status that the sender gets. Scalekit takes 2xx for received and sends again after anything
        else.
      </p>
      <div className={styles['three']}>
        {verdicts.map(({ verdict, label, hint }) => (
          <TextField
            key={verdict}
            label={label}
            inputMode="numeric"
            maxLength={3}
            value={texts[verdict]}
            onChange={(event) => setTexts({ ...texts, [verdict]: event.target.value })}
            hint={hint}
            error={mistakeIn(texts[verdict])}
          />
        ))}
      </div>
      <SaveRow {...saving} isChanged={isChanged && !isWrong} />
    </form>
  )
}
