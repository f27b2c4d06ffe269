import { ChevronRight } from 'lucide-react'
import { useMemo, useRef, useState, type KeyboardEvent, type MouseEvent } from 'react'
import { toJsonText, type JsonNode } from '#shared/json-text.ts'
import { Button } from '../../components/button.tsx'
import { copyText } from '../../components/copy.ts'
import { VirtualRows, type VirtualRowsHandle } from '../../components/virtual-rows.tsx'
import { classNames } from '../../lib/class-names.ts'
import { plural } from '../../lib/format-count.ts'
import {
  childCount,
  pointerOf,
  shownName,
  shownScalar,
  toJsonRows,
  type JsonRow
} from '../../lib/json-rows.ts'
import styles from './json-tree.module.css'

const rowHeight = 22
const indentPx = 16
/** Deeper lines are not moved further to the right; they say their depth instead. */
const maxIndent = 24
const maxShown = 2_000

interface JsonTreeProps {
  readonly root: JsonNode
  readonly collapsed: ReadonlySet<JsonNode>
  readonly onCollapse: (collapsed: ReadonlySet<JsonNode>) => void
}

/** JSON line by line: folds, copies, and is walked with the arrow keys. */
export function JsonTree({ root, collapsed, onCollapse }: JsonTreeProps) {
  const rows = useMemo(() => toJsonRows(root, collapsed), [root, collapsed])
  const list = useRef<VirtualRowsHandle>(null)
  const [active, setActive] = useState<JsonRow | null>(null)
  const activeIndex = active === null ? -1 : rows.findIndex((row) => isSame(row, active))

  const fold = (row: JsonRow, isFolded: boolean) => {
    const next = new Set(collapsed)
    if (isFolded) next.add(row.node)
    else next.delete(row.node)
    onCollapse(next)
  }
  const onKey = (event: KeyboardEvent, index: number): boolean => {
    const row = rows[index]
    if (!row || (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight')) return false
    const isOpen = childCount(row.node) > 0 && !collapsed.has(row.node)
    const { parent } = row
    if (event.key === 'ArrowRight') {
      if (isOpen) list.current?.moveTo(index + 1)
      else if (childCount(row.node) > 0) fold(row, false)
    } else if (isOpen) fold(row, true)
    else if (parent) list.current?.moveTo(rows.findIndex((each) => isSame(each, parent)))
    return true
  }

  return (
    <VirtualRows
      ref={list}
      role="tree"
      label="Payload"
      className={styles['tree']}
      count={rows.length}
      rowHeight={rowHeight}
      keyOf={(index) => index}
      activeIndex={activeIndex}
      onActivate={(index) => setActive(rows[index] ?? null)}
      onOpen={(index) => {
        const row = rows[index]
        if (row && childCount(row.node) > 0) fold(row, !collapsed.has(row.node))
      }}
      onKey={onKey}
      rowAttributes={(index) => {
        const row = rows[index]
        if (!row) return {}
        return {
          'aria-level': row.depth + 1,
          ...(childCount(row.node) > 0 && { 'aria-expanded': !collapsed.has(row.node) })
        }
      }}
      row={(index) => {
        const row = rows[index]
        const isActive = index === activeIndex || (activeIndex < 0 && index === 0)
        return row && <Line row={row} isFolded={collapsed.has(row.node)} isActive={isActive} />
      }}
    />
  )
}

/** Words like `null` are one node everywhere, so a line is known by its parent and name as well. */
const isSame = (a: JsonRow, b: JsonRow): boolean =>
  a.node === b.node && a.name === b.name && a.depth === b.depth && a.parent?.node === b.parent?.node

interface LineProps {
  readonly row: JsonRow
  readonly isFolded: boolean
  readonly isActive: boolean
}

function Line({ row, isFolded, isActive }: LineProps) {
  const { node, name, depth } = row
  const count = childCount(node)
  const copy = (event: MouseEvent, text: string, what: string) => {
    event.stopPropagation()
    void copyText(text, what)
  }
  return (
    <div className={styles['line']} style={{ paddingLeft: 10 + Math.min(depth, maxIndent) * indentPx }}>
      <ChevronRight
        size={13}
        aria-hidden
        className={classNames(styles['chevron'], count === 0 && styles['none'], !isFolded && styles['open'])}
      />
      {depth > maxIndent && <span className={styles['depth']}>level {depth}</span>}
      {name !== null && (
        <span className={classNames(styles['name'], typeof name === 'number' && styles['index'])}>
          {shownName(name)}:
        </span>
      )}
      {row.isRepeated && <span className={styles['repeated']}>repeated name</span>}
      <Value node={node} />
      <span className={styles['actions']}>
        <Button
          size="small"
          look="ghost"
          tabIndex={isActive ? 0 : -1}
          onClick={(event) =>
            copy(event, node.kind === 'string' ? node.value : toJsonText(node), 'the value')
          }
        >
          Copy value
        </Button>
        <Button
          size="small"
          look="ghost"
          tabIndex={isActive ? 0 : -1}
          onClick={(event) => copy(event, pointerOf(row), 'the JSON Pointer')}
        >
          Copy path
        </Button>
      </span>
    </div>
  )
}

function Value({ node }: { readonly node: JsonNode }) {
  const count = childCount(node)
  if (count > 0) {
    return (
      <span className={styles['summary']}>
        {node.kind === 'object' ? `{ ${plural(count, 'member')} }` : `[ ${plural(count, 'item')} ]`}
      </span>
    )
  }
  const isCut = node.kind === 'string' && node.value.length > maxShown
  const text = isCut
    ? `${shownScalar({ ...node, value: node.value.slice(0, maxShown) })}…`
    : shownScalar(node)
  return (
    <span
      className={classNames(styles['value'], styles[node.kind])}
      title={text.length > 60 ? text : undefined}
    >
      {text}
    </span>
  )
}
