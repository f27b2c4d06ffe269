import { Menu } from '@base-ui/react/menu'
import { ChevronDown } from 'lucide-react'
import { useRef, useState, type ReactNode } from 'react'
import { Button } from '../../components/button.tsx'
import menu from '../../components/menu.module.css'
import popup from '../../components/popup.module.css'
import { formatCount } from '../../lib/format-count.ts'
import { containersFrom, maxRows } from '../../lib/json-rows.ts'
import styles from './body-view.module.css'
import { FindBar } from './find-bar.tsx'
import { hereLimit, type JsonDocument } from './json-document.ts'
import { JsonTree, type JsonTreeHandle } from './json-tree.tsx'
import { useFind, type Wanted } from './use-find.ts'

interface JsonPanelProps {
  readonly document: JsonDocument
  readonly wanted: Wanted
  /** The tools that every way to show a body has, around those of the tree. */
  readonly tools: (own: ReactNode) => ReactNode
}

const levels = [1, 2, 3, 4] as const

/** A payload as a tree, with what folds it and finds in it. */
export function JsonPanel({ document, wanted, tools }: JsonPanelProps) {
  const { json } = document
  const [folded, setFolded] = useState<ReadonlySet<number>>(() =>
    json.text.length > hereLimit ? containersFrom(json, 2) : new Set()
  )
  const tree = useRef<JsonTreeHandle>(null)
  const { find, look, step } = useFind(document.find, wanted, (index) => tree.current?.reveal(index))
  const isCut = folded.size === 0 && json.count > maxRows
  return (
    <>
      {tools(
        <>
          <FindBar
            what="Names and values"
            find={find}
            onLook={look}
            onStep={step}
            onLeave={() => tree.current?.focus()}
          />
          <FoldMenu
            onUnfold={() => setFolded(new Set())}
            onFoldTo={(level) => setFolded(containersFrom(json, level))}
          />
        </>
      )}
      {isCut && (
        <p className={styles['cut']}>
          The first {formatCount(maxRows)} of {formatCount(json.count)} lines. Fold to a level to see the
          rest.
        </p>
      )}
      <div className={styles['content']}>
        <JsonTree ref={tree} json={json} folded={folded} onFold={setFolded} />
      </div>
    </>
  )
}

interface FoldMenuProps {
  readonly onUnfold: () => void
  readonly onFoldTo: (level: number) => void
}

function FoldMenu({ onUnfold, onFoldTo }: FoldMenuProps) {
  return (
    <Menu.Root>
      <Menu.Trigger render={<Button look="ghost" size="small" title="How deep the tree is open" />}>
        Expand
        <ChevronDown size={13} aria-hidden />
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner sideOffset={4} align="end" className={popup['layer']}>
          <Menu.Popup className={`${popup['popup']} ${menu['menu']}`}>
            <Menu.Item className={menu['item']} onClick={onUnfold}>
              <span>Expand all</span>
            </Menu.Item>
            {levels.map((level) => (
              <Menu.Item key={level} className={menu['item']} onClick={() => onFoldTo(level)}>
                <span>{level === 1 ? 'To level 1: outermost names only' : `To level ${level}`}</span>
              </Menu.Item>
            ))}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  )
}
