import { useState } from 'react'
import type { HeaderPair } from '#shared/models.ts'
import { MASK } from '#shared/redaction/masker.ts'
import { Button } from '../../components/button.tsx'
import { CopyButton } from '../../components/copy-button.tsx'
import { Tag } from '../../components/tag.tsx'
import { spellOutHidden } from '../../lib/hidden-characters.ts'
import { isSecretHeader, kindOfHeader, meaningOfHeader } from './header-kind.ts'
import styles from './header-table.module.css'

interface HeaderTableProps {
  readonly label: string
  readonly headers: readonly HeaderPair[]
}

/** Headers in the order, case and number in which they came. */
export function HeaderTable({ label, headers }: HeaderTableProps) {
  if (headers.length === 0) return <p className={styles['none']}>There are none.</p>
  // What lets somebody in is copied on its own only.
  const text = () =>
    headers.map(([name, value]) => `${name}: ${isSecretHeader(name) ? '[redacted]' : value}`).join('\n')
  const times = new Map<string, number>()
  for (const [name] of headers) times.set(name.toLowerCase(), (times.get(name.toLowerCase()) ?? 0) + 1)
  return (
    <div className={styles['box']}>
      <table className={styles['table']} aria-label={label}>
        <tbody>
          {headers.map(([name, value], index) => (
            <HeaderRow
              // oxlint-disable-next-line react/no-array-index-key -- the list never changes, and names repeat
              key={index}
              name={name}
              value={value}
              times={times.get(name.toLowerCase()) ?? 1}
            />
          ))}
        </tbody>
      </table>
      <CopyButton text={text} what={label.toLowerCase()} isWordy />
    </div>
  )
}

interface HeaderRowProps {
  readonly name: string
  readonly value: string
  /** How many headers have this name. */
  readonly times: number
}

function HeaderRow({ name, value, times }: HeaderRowProps) {
  const kind = kindOfHeader(name)
  return (
    <tr>
      <th scope="row">
        <bdi>{name}</bdi>
        {kind && <Tag title={kind.title}>{kind.text}</Tag>}
        {times > 1 && (
          <Tag tone="warn" title="Frameworks join these with a comma, keep the first or keep the last">
            {times} of this name
          </Tag>
        )}
      </th>
      <td>
        <HeaderValue name={name} value={value} />
      </td>
      <td className={styles['copy']}>
        <CopyButton text={() => value} what={name} />
      </td>
    </tr>
  )
}

/** A value with what it is for; one that lets somebody in only on demand. */
function HeaderValue({ name, value }: Pick<HeaderRowProps, 'name' | 'value'>) {
  const [isShown, setIsShown] = useState(false)
  const meaning = meaningOfHeader(name, value)
  const isSecret = isSecretHeader(name) && value !== MASK
  return (
    <>
      <bdi>{isSecret && !isShown ? MASK : spellOutHidden(value)}</bdi>
      {isSecret && (
        <Button look="ghost" size="small" aria-pressed={isShown} onClick={() => setIsShown(!isShown)}>
          {isShown ? 'Hide' : 'Show'}
        </Button>
      )}
      {meaning !== null && <small className={styles['meaning']}>{meaning}</small>}
    </>
  )
}
