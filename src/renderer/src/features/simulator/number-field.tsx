import { useState } from 'react'
import { TextField } from '../../components/field.tsx'
import { formatCount } from '../../lib/format-count.ts'

interface NumberFieldProps {
  readonly label: string
  readonly value: number
  readonly min: number
  readonly max: number
  readonly onChange: (value: number) => void
}

/** A whole number within bounds. What is half written is no number yet: it is left alone, and forgotten on leaving. */
export function NumberField({ label, value, min, max, onChange }: NumberFieldProps) {
  const [written, setWritten] = useState<string | null>(null)
  const isGood = (text: string) => /^\d+$/.test(text) && Number(text) >= min && Number(text) <= max
  return (
    <TextField
      label={label}
      inputMode="numeric"
      maxLength={9}
      value={written ?? String(value)}
      error={written === null || isGood(written) ? null : `From ${formatCount(min)} to ${formatCount(max)}.`}
      onChange={({ target }) => {
        setWritten(target.value)
        if (isGood(target.value)) onChange(Number(target.value))
      }}
      onBlur={() => setWritten(null)}
    />
  )
}
