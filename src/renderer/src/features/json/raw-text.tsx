import { useEffect, useLayoutEffect, useMemo, useRef, useState, type CSSProperties } from 'react'
import type { VirtualRowsHandle } from '../../components/virtual-rows-props.ts'
import { VirtualRows } from '../../components/virtual-rows.tsx'
import { classNames } from '../../lib/class-names.ts'
import { noHits } from '../../lib/find-in-text.ts'
import { piecesOf } from '../../lib/text-pieces.ts'
import { countLines, layOutText, rowAt, rowOfOffset } from '../../lib/text-rows.ts'
import styles from './raw-text.module.css'
import type { Find } from './use-find.ts'

export const textRowHeight = 19
const probe = '0'.repeat(100)
const [fewestColumns, fewestDigits] = [20, 3]
/** What stands beside the numbers and the text: padding, and room for a scroll bar. */
const besidePx = 60

interface RawTextProps {
  readonly text: string
  readonly find?: Find
}

/** A text exactly as it came, broken only where the pane ends; what cannot be seen is spelled out. */
export function RawText({ text, find }: RawTextProps) {
  const box = useRef<HTMLDivElement>(null)
  const ruler = useRef<HTMLSpanElement>(null)
  const list = useRef<VirtualRowsHandle>(null)
  const [columns, setColumns] = useState(0)
  const digits = useMemo(() => Math.max(fewestDigits, String(countLines(text)).length), [text])
  useEffect(() => {
    const element = box.current
    if (!element) return undefined
    const observer = new ResizeObserver(() => {
      const width = (ruler.current?.offsetWidth ?? 0) / probe.length
      const fitting = Math.floor((element.clientWidth - besidePx) / width) - digits
      if (width > 0) setColumns(Math.max(fewestColumns, fitting))
    })
    observer.observe(element)
    return () => observer.disconnect()
  }, [digits])
  const layout = useMemo(() => (columns === 0 ? null : layOutText(text, columns)), [text, columns])
  const hits = find?.hits ?? noHits
  const shown = find === undefined ? undefined : hits.starts[find.at]
  useLayoutEffect(() => {
    if (layout && shown !== undefined) list.current?.show(rowOfOffset(layout, shown))
  }, [layout, shown])

  const row = (index: number) => {
    if (!layout) return null
    const { start, end, line } = rowAt(layout, index)
    return (
      <div className={styles['line']}>
        <span className={styles['number']} aria-hidden>
          {line === 0 ? '' : line}
        </span>
        <span>
          {piecesOf(text, start, end, hits).map(({ text: piece, isHidden, hit }, at) => {
            const look = classNames(
              isHidden && styles['hidden'],
              hit >= 0 && styles['hit'],
              hit >= 0 && hit === find?.at && styles['current']
            )
            // oxlint-disable-next-line react/no-array-index-key -- pieces have no other name
            return look === '' ? piece : <Piece key={at} isHit={hit >= 0} look={look} text={piece} />
          })}
        </span>
      </div>
    )
  }
  return (
    <div ref={box} className={styles['raw']} style={{ '--digits': digits } as CSSProperties}>
      <span ref={ruler} className={styles['ruler']} aria-hidden>
        {probe}
      </span>
      <VirtualRows
        ref={list}
        role="list"
        label="Body as text"
        count={layout?.count ?? 0}
        rowHeight={textRowHeight}
        keyOf={(index) => index}
        row={row}
      />
    </div>
  )
}

interface PieceProps {
  readonly isHit: boolean
  readonly look: string
  readonly text: string
}

const Piece = ({ isHit, look, text }: PieceProps) =>
  isHit ? <mark className={look}>{text}</mark> : <span className={look}>{text}</span>
