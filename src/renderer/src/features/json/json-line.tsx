import { ChevronRight, Ellipsis } from 'lucide-react'
import type { CSSProperties } from 'react'
import { Button } from '../../components/button.tsx'
import { classNames } from '../../lib/class-names.ts'
import {
  childCount,
  depthOf,
  isRepeated,
  kindOf,
  nameOf,
  plainTextOf,
  type FlatJson
} from '../../lib/flat-json.ts'
import { plural } from '../../lib/format-count.ts'
import { shownName, shownScalar } from '../../lib/json-rows.ts'
import styles from './json-tree.module.css'
import { meaningOf } from './value-meaning.ts'

/** From this depth on, lines say how deep they are: no pane has room to show it by indentation alone. */
const deep = 10
const maxShown = 2_000

interface JsonLineProps {
  readonly json: FlatJson
  readonly index: number
  readonly isFolded: boolean
  readonly isActive: boolean
  /** Whether the search stands here. */
  readonly isFound: boolean
  readonly onMenu: (button: Element) => void
}

export function JsonLine({ json, index, isFolded, isActive, isFound, onMenu }: JsonLineProps) {
  const depth = depthOf(json, index)
  const name = nameOf(json, index)
  const isLeaf = childCount(json, index) === 0
  return (
    <div
      className={classNames(styles['line'], isFound && styles['found'])}
      style={{ '--depth': depth } as CSSProperties}
    >
      <ChevronRight
        size={13}
        aria-hidden
        className={classNames(styles['chevron'], isLeaf && styles['none'], !isFolded && styles['open'])}
      />
      {depth > deep && <span className={styles['depth']}>level {depth}</span>}
      {name !== null && (
        <span className={classNames(styles['name'], typeof name === 'number' && styles['index'])}>
          {shownName(name)}:
        </span>
      )}
      {isRepeated(json, index) && <span className={styles['repeated']}>repeated name</span>}
      {isLeaf ? <Leaf json={json} index={index} /> : <Summary json={json} index={index} />}
      <span className={styles['actions']}>
        <Button
          size="small"
          look="ghost"
          isIcon
          aria-label="Copy, filter and more"
          title="Copy, filter and more (Shift F10)"
          tabIndex={isActive ? 0 : -1}
          onClick={(event) => {
            event.stopPropagation()
            onMenu(event.currentTarget)
          }}
        >
          <Ellipsis size={13} aria-hidden />
        </Button>
      </span>
    </div>
  )
}

interface ValueProps {
  readonly json: FlatJson
  readonly index: number
}

function Summary({ json, index }: ValueProps) {
  const count = childCount(json, index)
  const isObject = kindOf(json, index) === 'object'
  return (
    <span className={styles['summary']}>
      {isObject ? `{ ${plural(count, 'member')} }` : `[ ${plural(count, 'item')} ]`}
    </span>
  )
}

function Leaf({ json, index }: ValueProps) {
  const kind = kindOf(json, index)
  const whole = shownScalar(json, index)
  const text = whole.length > maxShown ? `${whole.slice(0, maxShown)}…` : whole
  const meaning = meaningOf(kind, nameOf(json, index), plainTextOf(json, index))
  const title = meaning ?? (text.length > 60 ? text : undefined)
  return (
    <span className={classNames(styles['value'], styles[kind])} title={title}>
      {text}
      {meaning !== null && <span className={styles['meaning']}> {meaning}</span>}
    </span>
  )
}
