import { Menu } from '@base-ui/react/menu'
import { Copy, Filter, FilterX, History, TextSearch } from 'lucide-react'
import { useState, type ComponentProps, type ReactNode } from 'react'
import menu from '../../components/menu.module.css'
import popup from '../../components/popup.module.css'
import { copyText } from '../../components/copy.ts'
import { childCount, kindOf, nameOf, plainTextOf, sourceOf, type FlatJson } from '../../lib/flat-json.ts'
import { pathOf, pointerOf } from '../../lib/json-rows.ts'
import { useAppState } from '../../state/app-state.ts'
import { indentJson } from './indent-json.ts'
import { useValueFilter } from './use-value-filter.ts'
import { ValueDialog, type WholeValue } from './value-dialog.tsx'
import { conditionOf, entityOf } from './value-condition.ts'

/** Shorter ones are read where they stand. */
const longText = 60

export interface OpenValue {
  readonly index: number
  readonly anchor: NonNullable<ComponentProps<typeof Menu.Positioner>['anchor']>
}

interface ValueMenuProps {
  readonly json: FlatJson
  /** Null while it is closed. */
  readonly opened: OpenValue | null
  readonly onClose: () => void
  readonly onClosed: () => void
}

/** What can be done with one value of a payload. */
export function ValueMenu({ json, opened, onClose, onClosed }: ValueMenuProps) {
  const [whole, setWhole] = useState<WholeValue | null>(null)
  return (
    <>
      <Menu.Root open={opened !== null} onOpenChange={(isOpen) => !isOpen && onClose()}>
        <Menu.Portal>
          <Menu.Positioner
            anchor={opened?.anchor ?? null}
            align="start"
            sideOffset={2}
            className={popup['layer']}
          >
            <Menu.Popup
              className={`${popup['popup']} ${menu['menu']}`}
              aria-label="Value"
              finalFocus={() => {
                onClosed()
                return false
              }}
            >
              {opened && <Items json={json} index={opened.index} onWhole={setWhole} />}
            </Menu.Popup>
          </Menu.Positioner>
        </Menu.Portal>
      </Menu.Root>
      <ValueDialog
        value={whole}
        onClose={() => {
          setWhole(null)
          onClosed()
        }}
      />
    </>
  )
}

interface ItemsProps {
  readonly json: FlatJson
  readonly index: number
  readonly onWhole: (value: WholeValue) => void
}

function Items({ json, index, onWhole }: ItemsProps) {
  const { selection } = useAppState()
  const filterBy = useValueFilter()
  const path = pathOf(json, index)
  const isLeaf = childCount(json, index) === 0
  const value = isLeaf ? plainTextOf(json, index) : ''
  const condition = conditionOf(path, kindOf(json, index), nameOf(json, index), value)
  const entity = entityOf(value)
  const copyValue = () => copyText(isLeaf ? value : indentJson(sourceOf(json, index)), 'the value')
  return (
    <>
      <Item icon={<Copy size={14} aria-hidden />} onClick={() => void copyValue()}>
        Copy value
      </Item>
      <Item icon={<Copy size={14} aria-hidden />} onClick={() => void copyText(path, 'the path')}>
        Copy path
      </Item>
      <Item
        icon={<Copy size={14} aria-hidden />}
        onClick={() => void copyText(pointerOf(json, index), 'the JSON Pointer')}
      >
        Copy JSON Pointer
      </Item>
      {value.length > longText && (
        <Item icon={<TextSearch size={14} aria-hidden />} onClick={() => onWhole({ path, text: value })}>
          Read it whole
        </Item>
      )}
      {condition && (
        <>
          <Item icon={<Filter size={14} aria-hidden />} onClick={() => filterBy(condition)}>
            {condition.kind === 'key' ? 'Filter by this name' : 'Filter by this'}
          </Item>
          <Item
            icon={<FilterX size={14} aria-hidden />}
            onClick={() => filterBy({ ...condition, negated: true })}
          >
            {condition.kind === 'key' ? 'Exclude this name' : 'Exclude this'}
          </Item>
        </>
      )}
      {entity !== null && (
        <Item icon={<History size={14} aria-hidden />} onClick={() => selection.openEntity(entity, null)}>
          History of this entity
        </Item>
      )}
    </>
  )
}

interface ItemProps {
  readonly icon: ReactNode
  readonly onClick: () => void
  readonly children: ReactNode
}

function Item({ icon, onClick, children }: ItemProps) {
  return (
    <Menu.Item className={menu['item']} onClick={onClick}>
      {icon}
      <span>{children}</span>
    </Menu.Item>
  )
}
