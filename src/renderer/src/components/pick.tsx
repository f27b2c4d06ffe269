import { useId } from 'react'
import styles from './pick.module.css'

interface PickProps<T extends string> {
  readonly label: string
  readonly value: T
  readonly options: readonly { readonly value: T; readonly text: string; readonly hint?: string }[]
  readonly onChange: (value: T) => void
  readonly isLabelHidden?: boolean
}

/** One of a few, all visible: radio buttons side by side. */
export function Pick<T extends string>({
  label,
  value,
  options,
  onChange,
  isLabelHidden = false
}: PickProps<T>) {
  const name = useId()
  return (
    <fieldset className={styles['pick']}>
      <legend className={isLabelHidden ? styles['hidden'] : styles['legend']}>{label}</legend>
      <div className={styles['options']}>
        {options.map((option) => (
          <label key={option.value} className={styles['option']} title={option.hint}>
            <input
              type="radio"
              name={name}
              value={option.value}
              checked={option.value === value}
              onChange={() => onChange(option.value)}
            />
            <span>{option.text}</span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}
