import { Menu } from '@base-ui/react/menu'
import { Braces, Copy, Filter, History, Link } from 'lucide-react'
import { isSecretPlace } from '#shared/changes/secret-names.ts'
import { printQuery } from '#shared/query/print-query.ts'
import { copyText } from '../../components/copy.ts'
import menu from '../../components/menu.module.css'
import popup from '../../components/popup.module.css'
import { plainValue } from '../../lib/plain-value.ts'
import { useAppState } from '../../state/app-state.ts'

/** A value that something may be done with. */
export interface Attended {
  /** The button that asked for the menu. */
  readonly anchor: Element
  readonly label: string
  readonly pointer: string
  /** JSON texts; null for a side that is not there. */
  readonly before: string | null
  readonly after: string | null
  /** Where its history goes on: the entity and the event that last changed it. */
  readonly history: { readonly entityId: string; readonly eventId: string } | null
}

const maxSearched = 100

/** The value as a term of the filter; null for one that nobody would search for. */
function termOf(text: string | null): string | null {
  if (text === null || /^[[{tfn]/.test(text)) return null
  const value = plainValue(text).trim()
  return value.length < 3 || value.length > maxSearched || /\s{2}|\n/.test(value)
    ? null
    : printQuery({ terms: [{ kind: 'text', text: value, negated: false }] })
}

interface RowMenuProps {
  readonly attended: Attended
  readonly onClose: () => void
}

/** What can be done with one value; there is one such menu, wherever it was asked for. */
export function RowMenu({ attended, onClose }: RowMenuProps) {
  const { selection, query } = useAppState()
  const { anchor, label, pointer, before, after, history } = attended
  const term = isSecretPlace(pointer) ? null : termOf(after ?? before)
  const filter = () => {
    const now = query.getSnapshot()
    if (term !== null && !now.split(' ').includes(term)) query.set(`${now} ${term}`.trim())
    // Where one pane shows at a time, the one with what was found.
    selection.close()
  }
  const values = [
    { text: after, what: before === null ? 'the value' : 'the value after' },
    { text: before, what: after === null ? 'the value' : 'the value before' }
  ].filter(({ text }) => text !== null)
  return (
    <Menu.Root open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Menu.Portal>
        <Menu.Positioner anchor={anchor} sideOffset={4} align="end" className={popup['layer']}>
          <Menu.Popup
            className={`${popup['popup']} ${menu['menu']}`}
            finalFocus={() => (anchor instanceof HTMLElement ? anchor : true)}
          >
            {values.map(({ text, what }) => (
              <Menu.Item
                key={what}
                className={menu['item']}
                onClick={() => void copyText(plainValue(text ?? ''), what)}
              >
                <Copy size={15} aria-hidden />
                <span>Copy {what}</span>
              </Menu.Item>
            ))}
            <Menu.Item className={menu['item']} onClick={() => void copyText(label, 'the path')}>
              <Link size={15} aria-hidden />
              <span>Copy the path</span>
            </Menu.Item>
            <Menu.Item className={menu['item']} onClick={() => void copyText(pointer, 'the JSON Pointer')}>
              <Braces size={15} aria-hidden />
              <span>Copy the JSON Pointer</span>
            </Menu.Item>
            {term !== null && (
              <Menu.Item className={menu['item']} onClick={filter}>
                <Filter size={15} aria-hidden />
                <span>Filter by this value</span>
              </Menu.Item>
            )}
            {history && (
              <Menu.Item
                className={menu['item']}
                onClick={() => selection.openEntity(history.entityId, history.eventId)}
              >
                <History size={15} aria-hidden />
                <span>History of this attribute</span>
              </Menu.Item>
            )}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  )
}
