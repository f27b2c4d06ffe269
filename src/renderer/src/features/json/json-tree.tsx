import { useImperativeHandle, useLayoutEffect, useMemo, useRef, useState, type Ref } from 'react'
import type { VirtualRowsHandle } from '../../components/virtual-rows-props.ts'
import { VirtualRows } from '../../components/virtual-rows.tsx'
import { depthOf, type FlatJson } from '../../lib/flat-json.ts'
import { ancestorsOf, rowOf, toJsonRows } from '../../lib/json-rows.ts'
import { JsonLine } from './json-line.tsx'
import styles from './json-tree.module.css'
import { useTreeKeys } from './use-tree-keys.ts'
import { ValueLine } from './value-line.tsx'
import { ValueMenu, type OpenValue } from './value-menu.tsx'

const rowHeight = 22

export interface JsonTreeHandle {
  /** Unfolds what a value is in, and scrolls to it without taking the keyboard. */
  reveal(index: number): void
  focus(): void
}

interface JsonTreeProps {
  readonly ref?: Ref<JsonTreeHandle>
  readonly json: FlatJson
  readonly folded: ReadonlySet<number>
  readonly onFold: (folded: ReadonlySet<number>) => void
}

/** JSON line by line: folds, and is walked with the arrow keys as a tree is; under it, where the active value is and what it means. */
export function JsonTree({ ref, json, folded, onFold }: JsonTreeProps) {
  const rows = useMemo(() => toJsonRows(json, folded), [json, folded])
  const list = useRef<VirtualRowsHandle>(null)
  const [active, setActive] = useState(-1)
  const [opened, setOpened] = useState<OpenValue | null>(null)
  const [found, setFound] = useState(-1)
  /** A value that is to be scrolled to as soon as it has a line. */
  const awaited = useRef(-1)
  const activeRow = rowOf(rows, active)
  const openMenu = (index: number, anchor: OpenValue['anchor']) => setOpened({ index, anchor })
  const { isFoldable, fold, unfold, onKey } = useTreeKeys({
    json,
    rows,
    list,
    folded,
    onFold,
    onMenu: openMenu
  })
  useImperativeHandle(ref, () => ({
    reveal(index) {
      const above = ancestorsOf(json, index).filter((container) => folded.has(container))
      if (above.length > 0) unfold(above)
      setActive(index)
      setFound(index)
      if (above.length > 0) awaited.current = index
      else list.current?.show(rowOf(rows, index))
    },
    focus: () => list.current?.moveTo(Math.max(0, activeRow))
  }))

  useLayoutEffect(() => {
    const row = rowOf(rows, awaited.current)
    if (row < 0) return
    awaited.current = -1
    list.current?.show(row)
  }, [rows])

  return (
    <>
      <VirtualRows
        ref={list}
        role="tree"
        label="Payload"
        className={styles['tree']}
        count={rows.length}
        rowHeight={rowHeight}
        keyOf={(row) => rows[row] ?? -1}
        activeIndex={activeRow}
        onActivate={(row) => setActive(rows[row] ?? -1)}
        onOpen={(row) => {
          const index = rows[row]
          if (index !== undefined && isFoldable(index)) fold(index, !folded.has(index))
        }}
        onKey={onKey}
        rowAttributes={(row) => {
          const index = rows[row] ?? 0
          return {
            'aria-level': depthOf(json, index) + 1,
            ...(isFoldable(index) && { 'aria-expanded': !folded.has(index) }),
            onContextMenu: (event) => {
              event.preventDefault()
              setActive(index)
              openMenu(index, pointAt(event.clientX, event.clientY))
            }
          }
        }}
        row={(row) => {
          const index = rows[row]
          const isActive = row === activeRow || (activeRow < 0 && row === 0)
          return (
            index !== undefined && (
              <JsonLine
                json={json}
                index={index}
                isFolded={folded.has(index)}
                isActive={isActive}
                isFound={index === found}
                onMenu={(button) => openMenu(index, button)}
              />
            )
          )
        }}
      />
      <ValueLine json={json} index={activeRow < 0 ? -1 : active} />
      <ValueMenu
        json={json}
        opened={opened}
        onClose={() => setOpened(null)}
        onClosed={() => list.current?.moveTo(Math.max(0, activeRow))}
      />
    </>
  )
}

/** Where the pointer is, for a menu to stand at. */
const pointAt = (x: number, y: number): OpenValue['anchor'] => ({
  getBoundingClientRect: () => DOMRect.fromRect({ x, y, width: 0, height: 0 })
})
