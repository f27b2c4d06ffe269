import { useId } from 'react'
import type { Redaction } from '#shared/share-models.ts'
import field from '../../components/field.module.css'
import { Notice } from '../../components/notice.tsx'
import { PathList } from './path-list.tsx'
import styles from './sharing.module.css'

const switches = [
  {
    key: 'people',
    label: 'People',
    hint: 'Names, e-mails, user names, phone numbers, addresses, pictures, IP addresses, devices.'
  },
  {
    key: 'organizations',
    label: 'Organisations',
    hint: 'Names and domains.'
  },
  {
    key: 'ids',
    label: 'Ids',
    hint: 'evt_…, diruser_…, org_… and those of the identity provider. Form and order in time stay.'
  }
] as const satisfies readonly {
  readonly key: keyof Redaction
  readonly label: string
  readonly hint: string
}[]

interface RedactionFieldsProps {
  readonly value: Redaction
  readonly onChange: (value: Redaction) => void
}

/** What is taken out of a share. */
export function RedactionFields({ value, onChange }: RedactionFieldsProps) {
  const id = useId()
  return (
    <fieldset className={styles['redaction']}>
      <legend>Replace by pseudonyms</legend>
      {switches.map(({ key, label, hint }) => (
        <div key={key}>
          <label className={styles['check']}>
            <input
              type="checkbox"
              checked={value[key]}
              aria-describedby={`${id}-${key}`}
              onChange={(event) => onChange({ ...value, [key]: event.target.checked })}
            />
            {label}
          </label>
          <p className={field['hint']} id={`${id}-${key}`}>
            {hint}
          </p>
        </div>
      ))}
      {!value.people && (
        <Notice tone="warn">
          Real names and addresses stay in the file. Pass it on only to those who may read them.
        </Notice>
      )}
      <PathList paths={value.paths} onChange={(paths) => onChange({ ...value, paths: [...paths] })} />
    </fieldset>
  )
}
