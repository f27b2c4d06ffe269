import type { HeaderPair } from '#shared/models.ts'
import { CopyButton } from '../../components/copy-button.tsx'
import { Tag } from '../../components/tag.tsx'
import { spellOutBidi } from '../../lib/bidi.ts'
import { kindOfHeader } from './header-kind.ts'
import styles from './header-table.module.css'

interface HeaderTableProps {
  readonly label: string
  readonly headers: readonly HeaderPair[]
}

/** Headers in the order, case and number in which they came. */
export function HeaderTable({ label, headers }: HeaderTableProps) {
  if (headers.length === 0) return <p className={styles['none']}>There are none.</p>
  const text = () => headers.map(([name, value]) => `${name}: ${value}`).join('\n')
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
        <bdi>{spellOutBidi(value)}</bdi>
      </td>
      <td className={styles['copy']}>
        <CopyButton text={() => value} what={name} />
      </td>
    </tr>
  )
}
