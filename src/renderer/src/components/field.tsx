import { useId, type ComponentProps, type ReactNode } from 'react'
import { classNames } from '../lib/class-names.ts'
import styles from './field.module.css'

interface Labelled {
  readonly label: string
  readonly hint?: ReactNode
  /** What is wrong with what was written; shown in place of the hint. */
  readonly error?: string | null | undefined
}

type TextFieldProps = ComponentProps<'input'> & Labelled & { readonly isMono?: boolean }

export function TextField({ label, hint, error, isMono = false, ...rest }: TextFieldProps) {
  return (
    <Field label={label} hint={hint} error={error}>
      {(attributes) => (
        <input
          className={classNames(styles['input'], isMono && styles['mono'])}
          autoComplete="off"
          spellCheck={false}
          {...attributes}
          {...rest}
        />
      )}
    </Field>
  )
}

export function TextAreaField({ label, hint, error, ...rest }: ComponentProps<'textarea'> & Labelled) {
  return (
    <Field label={label} hint={hint} error={error}>
      {(attributes) => (
        <textarea
          className={classNames(styles['input'], styles['area'], styles['mono'])}
          spellCheck={false}
          {...attributes}
          {...rest}
        />
      )}
    </Field>
  )
}

export function SelectField({ label, hint, error, ...rest }: ComponentProps<'select'> & Labelled) {
  return (
    <Field label={label} hint={hint} error={error}>
      {(attributes) => <select className={styles['input']} {...attributes} {...rest} />}
    </Field>
  )
}

interface ControlAttributes {
  readonly id: string
  readonly 'aria-describedby': string | undefined
  readonly 'aria-invalid': boolean
}

type FieldProps = Labelled & { readonly children: (attributes: ControlAttributes) => ReactNode }

function Field({ label, hint, error = null, children }: FieldProps) {
  const id = useId()
  const below = error ?? hint
  return (
    <div className={styles['field']}>
      <label className={styles['label']} htmlFor={id}>
        {label}
      </label>
      {children({
        id,
        'aria-describedby': below === undefined ? undefined : `${id}-hint`,
        'aria-invalid': error !== null
      })}
      {below !== undefined && (
        <p id={`${id}-hint`} className={error === null ? styles['hint'] : styles['error']}>
          {below}
        </p>
      )}
    </div>
  )
}
