import { Plus, Trash2 } from 'lucide-react'
import type { HeaderPair } from '#shared/models.ts'
import { Button } from '../../components/button.tsx'
import field from '../../components/field.module.css'
import { Notice } from '../../components/notice.tsx'
import { classNames } from '../../lib/class-names.ts'
import styles from './editor.module.css'
import { setBy } from './outgoing-headers.ts'

interface HeaderFieldsProps {
  readonly headers: readonly HeaderPair[]
  readonly onChange: (headers: readonly HeaderPair[]) => void
}

/** The headers that are sent as written; those of signing and sending are named, not asked for. */
export function HeaderFields({ headers, onChange }: HeaderFieldsProps) {
  const input = classNames(field['input'], field['mono'])
  const replace = (index: number, pair: HeaderPair) =>
    onChange(headers.map((each, at) => (at === index ? pair : each)))
  return (
    <div className={styles['headers']}>
      <p className={field['hint']}>
        Signing sets <code>webhook-id</code>, <code>webhook-timestamp</code> and{' '}
        <code>webhook-signature</code>; sending sets <code>host</code>, <code>content-length</code> and
        whatever else belongs to the connection.
      </p>
      <ul>
        {headers.map(([name, value], index) => {
          const by = setBy(name)
          return (
            // oxlint-disable-next-line react/no-array-index-key -- names repeat and change while they are written
            <li key={index}>
              <input
                className={input}
                aria-label={`Name of header ${index + 1}`}
                aria-invalid={by !== null}
                placeholder="name"
                spellCheck={false}
                value={name}
                onChange={(event) => replace(index, [event.target.value, value])}
              />
              <input
                className={input}
                aria-label={`Value of ${name === '' ? `header ${index + 1}` : name}`}
                placeholder="value"
                spellCheck={false}
                value={value}
                onChange={(event) => replace(index, [name, event.target.value])}
              />
              <Button
                look="ghost"
                isIcon
                aria-label={`Remove ${name === '' ? `header ${index + 1}` : name}`}
                title="Remove"
                onClick={() => onChange(headers.filter((_each, at) => at !== index))}
              >
                <Trash2 size={14} aria-hidden />
              </Button>
              {by !== null && (
                <p className={field['error']}>
                  {by === 'signing' ? 'Signing sets this one' : 'Sending sets this one'}, so what is written
                  here is not sent.
                </p>
              )}
            </li>
          )
        })}
      </ul>
      {headers.length === 0 && <Notice>No header of yours is sent.</Notice>}
      <Button size="small" disabled={headers.length >= 200} onClick={() => onChange([...headers, ['', '']])}>
        <Plus size={13} aria-hidden />
        Add a header
      </Button>
    </div>
  )
}
