import { useState } from 'react'
import type { Pace } from '#shared/replay-models.ts'
import field from '../../components/field.module.css'
import { SelectField, TextField } from '../../components/field.tsx'
import { Pick } from '../../components/pick.tsx'
import styles from './replays.module.css'

interface Way {
  readonly pace: Pace
  readonly concurrency: number
}

interface PaceFieldsProps {
  readonly value: Way
  readonly onChange: (value: Way) => void
}

const choices = ['fast', 'real', 'times', 'rate'] as const
type Choice = (typeof choices)[number]

const hints: Readonly<Record<Choice, string>> = {
  fast: 'The next goes out as soon as an answer comes.',
  real: 'With the pauses between their arrivals, as it was.',
  times: 'With the pauses between their arrivals, cut short.',
  rate: 'Evenly, so many per second.'
}
const concurrencies = [1, 2, 4, 8, 16, 32, 64]

/** How fast events go out, and how many may wait for an answer at once. */
export function PaceFields({ value, onChange }: PaceFieldsProps) {
  const { pace, concurrency } = value
  // Kept apart from the pace: on the way to 15 the reader types 1, which is another choice.
  const [choice, setChoice] = useState(() => choiceOf(pace))
  const setPace = (next: Pace) => onChange({ ...value, pace: next })
  const speed = pace.kind === 'gaps' ? pace.speed : 0
  const amount = pace.kind === 'rate' ? pace.perSecond : speed
  return (
    <div className={styles['pace']}>
      <div className={styles['choice']}>
        <Pick
          label="Pace"
          value={choice}
          options={[
            { value: 'fast', text: 'As fast as possible' },
            { value: 'real', text: '1×' },
            { value: 'times', text: 'Faster' },
            { value: 'rate', text: 'Fixed rate' }
          ]}
          onChange={(next) => {
            setChoice(next)
            setPace(paceOf(next))
          }}
        />
        <p className={field['hint']}>{hints[choice]}</p>
      </div>
      {(choice === 'times' || choice === 'rate') && (
        <TextField
          label={choice === 'rate' ? 'Events per second' : 'Times as fast'}
          type="number"
          min={0.01}
          max={10_000}
          step="any"
          required
          defaultValue={amount}
          key={choice}
          onChange={(event) => {
            const next = event.target.valueAsNumber
            if (!(next >= 0.01 && next <= 10_000)) return
            setPace(choice === 'rate' ? { kind: 'rate', perSecond: next } : { kind: 'gaps', speed: next })
          }}
        />
      )}
      <SelectField
        label="At once"
        hint="Events of the same entity never overtake each other."
        value={concurrency}
        onChange={(event) => onChange({ ...value, concurrency: Number(event.target.value) })}
      >
        {concurrencies.map((each) => (
          <option key={each} value={each}>
            {each === 1 ? 'one at a time' : `up to ${each}`}
          </option>
        ))}
        {!concurrencies.includes(concurrency) && <option value={concurrency}>up to {concurrency}</option>}
      </SelectField>
    </div>
  )
}

function choiceOf(pace: Pace): Choice {
  if (pace.kind !== 'gaps') return pace.kind
  return pace.speed === 1 ? 'real' : 'times'
}

function paceOf(choice: Choice): Pace {
  switch (choice) {
    case 'fast':
      return { kind: 'fast' }
    case 'real':
      return { kind: 'gaps', speed: 1 }
    case 'times':
      return { kind: 'gaps', speed: 10 }
    case 'rate':
      return { kind: 'rate', perSecond: 10 }
  }
}
