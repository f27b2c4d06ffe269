import type { HeaderPair } from '#shared/models.ts'
import { CopyButton } from '../../components/copy-button.tsx'
import { Tag } from '../../components/tag.tsx'
import styles from './header-table.module.css'

interface HeaderTableProps {
  readonly label: string
  readonly headers: readonly HeaderPair[]
}

const isForwarded = (name: string): boolean => name.toLowerCase().startsWith('x-forwarded-')

/** Headers in the order they came in, repeated ones included. */
export function HeaderTable({ label, headers }: HeaderTableProps) {
  if (headers.length === 0) return <p className={styles['none']}>There are none.</p>
  const text = () => headers.map(([name, value]) => `${name}: ${value}`).join('\n')
  return (
    <div className={styles['box']}>
      <table className={styles['table']} aria-label={label}>
        <tbody>
          {headers.map(([name, value], index) => (
            // oxlint-disable-next-line react/no-array-index-key -- the list never changes, and names repeat
            <tr key={index}>
              <th scope="row">
                <bdi>{name}</bdi>
                {isForwarded(name) && (
                  <Tag title="Not sent by the provider. Anyone can set this header: it is shown, never believed.">
                    added by the tunnel
                  </Tag>
                )}
              </th>
              <td>
                <bdi>{value}</bdi>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <CopyButton text={text} what={label.toLowerCase()} isWordy />
    </div>
  )
}
