import { useMemo } from 'react'
import { VirtualRows } from '../../components/virtual-rows.tsx'
import { toHexRows } from '../../lib/text-rows.ts'
import styles from './raw-text.module.css'
import { textRowHeight } from './raw-text.tsx'

/** Bytes that are no text. */
export function HexDump({ bytes }: { readonly bytes: Uint8Array }) {
  const rows = useMemo(() => toHexRows(bytes), [bytes])
  return (
    <div className={styles['raw']}>
      <VirtualRows
        role="list"
        label="Body as bytes"
        count={rows.length}
        rowHeight={textRowHeight}
        keyOf={(index) => index}
        row={(index) => <div className={styles['line']}>{rows[index]}</div>}
      />
    </div>
  )
}
