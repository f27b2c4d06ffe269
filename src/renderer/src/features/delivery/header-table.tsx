import { isForwardingHeader } from '#shared/forwarding-headers.ts'
import type { HeaderPair } from '#shared/models.ts'
import { CopyButton } from '../../components/copy-button.tsx'
import { Tag } from '../../components/tag.tsx'
import styles from './header-table.module.css'

interface HeaderTableProps {
  readonly label: string
  readonly headers: readonly HeaderPair[]
}

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
                {isForwardingHeader(name) && (
                  <Tag title="By a tunnel or proxy, not by the provider. Anyone can set this header: it is shown, never believed.">
                    added on the way
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
