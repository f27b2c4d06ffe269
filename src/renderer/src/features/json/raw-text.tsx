import { useEffect, useMemo, useRef, useState } from 'react'
import { VirtualRows } from '../../components/virtual-rows.tsx'
import { spellOutBidi } from '../../lib/bidi.ts'
import { toHexRows, toTextRows } from '../../lib/text-rows.ts'
import styles from './raw-text.module.css'

const rowHeight = 19
const probe = '0'.repeat(100)
const fewestColumns = 20

/** A text exactly as it came, broken only where the pane ends. */
export function RawText({ text }: { readonly text: string }) {
  const box = useRef<HTMLDivElement>(null)
  const ruler = useRef<HTMLSpanElement>(null)
  const [columns, setColumns] = useState(0)
  useEffect(() => {
    const element = box.current
    if (!element) return undefined
    const observer = new ResizeObserver(() => {
      const width = (ruler.current?.offsetWidth ?? 0) / probe.length
      if (width > 0) setColumns(Math.max(fewestColumns, Math.floor((element.clientWidth - 76) / width)))
    })
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  const rows = useMemo(() => (columns === 0 ? [] : toTextRows(text, columns)), [text, columns])

  return (
    <div ref={box} className={styles['raw']}>
      <span ref={ruler} className={styles['ruler']} aria-hidden>
        {probe}
      </span>
      <VirtualRows
        role="list"
        label="Body as text"
        count={rows.length}
        rowHeight={rowHeight}
        keyOf={(index) => index}
        row={(index) => (
          <div className={styles['line']}>
            <span className={styles['number']} aria-hidden>
              {rows[index]?.line}
            </span>
            <span>{spellOutBidi(rows[index]?.text ?? '')}</span>
          </div>
        )}
      />
    </div>
  )
}

/** Bytes that are no text. */
export function HexDump({ bytes }: { readonly bytes: Uint8Array }) {
  const rows = useMemo(() => toHexRows(bytes), [bytes])
  return (
    <div className={styles['raw']}>
      <VirtualRows
        role="list"
        label="Body as bytes"
        count={rows.length}
        rowHeight={rowHeight}
        keyOf={(index) => index}
        row={(index) => <div className={styles['line']}>{rows[index]?.text}</div>}
      />
    </div>
  )
}
