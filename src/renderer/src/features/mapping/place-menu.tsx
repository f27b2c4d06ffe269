import { Menu } from '@base-ui/react/menu'
import { Braces, Copy, Filter, History, Link, type LucideIcon } from 'lucide-react'
import { useState, type ComponentProps } from 'react'
import type { EventDetail } from '#shared/models.ts'
import { printQuery } from '#shared/query/print-query.ts'
import { useClient } from '../../client/client-context.tsx'
import { copyText } from '../../components/copy.ts'
import menu from '../../components/menu.module.css'
import { notify } from '../../components/notify.ts'
import popup from '../../components/popup.module.css'
import { PathText } from '../../components/path-text.tsx'
import { spellOutBidi } from '../../lib/bidi.ts'
import { plainValue } from '../../lib/plain-value.ts'
import { useAppState } from '../../state/app-state.ts'
import { focusPane } from '../frame/panes.ts'
import styles from './mapping.module.css'
import { shownPath } from './mapping-words.ts'
import { readPlace } from './read-place.ts'

/** An attribute with its value, in the body of an event. */
export interface Place {
  readonly pointer: string
  readonly label: string
  readonly text: string
}

export type PlaceMenuHandle = Menu.Handle<Place>

/** One menu serves every attribute of the tab, since there may be thousands. */
export const usePlaceMenu = (): PlaceMenuHandle => useState(() => Menu.createHandle<Place>())[0]

type PlaceButtonProps = Omit<ComponentProps<'button'>, 'children'> & {
  readonly handle: PlaceMenuHandle
  readonly place: Place
}

/** The path of an attribute; it opens what can be done with it. */
export function PlaceButton({ handle, place, ...rest }: PlaceButtonProps) {
  return (
    <Menu.Trigger
      handle={handle}
      payload={place}
      className={styles['path']}
      title={spellOutBidi(place.label)}
      {...rest}
    >
      <code>
        <PathText text={shownPath(place.label)} />
      </code>
    </Menu.Trigger>
  )
}

export function PlaceMenu({ handle, event }: { handle: PlaceMenuHandle; event: EventDetail }) {
  return (
    <Menu.Root handle={handle}>
      {({ payload }) => (
        <Menu.Portal>
          <Menu.Positioner sideOffset={4} align="start" className={popup['layer']}>
            <Menu.Popup className={`${popup['popup']} ${menu['menu']}`}>
              {payload && <PlaceItems place={payload} event={event} />}
            </Menu.Popup>
          </Menu.Positioner>
        </Menu.Portal>
      )}
    </Menu.Root>
  )
}

/** So much text can be asked of the filter. */
const maxFiltered = 200

function PlaceItems({ place, event }: { readonly place: Place; readonly event: EventDetail }) {
  const client = useClient()
  const { query, selection, bodies } = useAppState()
  const { entityId } = event
  const value = plainValue(place.text)
  const isHidden = place.text.includes('••••')
  const isTelling = value.trim().length > 1 && !['true', 'false', 'null', '[]', '{}'].includes(value)
  const copyValue = () =>
    void notify.whenFailed('Could not copy the value', async () =>
      copyText(await readPlace(bodies, event.id, place), 'the value')
    )
  const filter = () => {
    const term = printQuery({ terms: [{ kind: 'text', text: value, negated: false }] })
    const now = query.getSnapshot()
    if (!now.includes(term)) query.set(`${now} ${term}`.trim())
    // In a narrow window the pane lies over what was filtered.
    selection.close()
    requestAnimationFrame(() => focusPane('timeline'))
  }
  const showLastChange = () =>
    void notify.whenFailed('Could not find out what changed it last', async () => {
      const { attributes } = await client.call('events.blame', { id: event.id })
      const attribute = attributes.find(({ pointer }) => pointer === place.pointer)
      if (!attribute || entityId === null) {
        notify.failed(
          'It is not known what changed it last',
          'No event that could be followed set this attribute.'
        )
        return
      }
      selection.openEntity(entityId, attribute.sinceId)
      requestAnimationFrame(() => focusPane('event'))
    })
  return (
    <>
      {!isHidden && <Item icon={Copy} text="Copy the value" onClick={copyValue} />}
      <Item icon={Link} text="Copy the path" onClick={() => void copyText(place.label, 'the path')} />
      <Item
        icon={Braces}
        text="Copy the JSON Pointer"
        onClick={() => void copyText(place.pointer, 'the JSON Pointer')}
      />
      {!isHidden && isTelling && value.length <= maxFiltered && (
        <Item icon={Filter} text="Filter by this value" onClick={filter} />
      )}
      {entityId !== null && <Item icon={History} text="What changed it last" onClick={showLastChange} />}
    </>
  )
}

function Item({
  icon: Icon,
  text,
  onClick
}: {
  readonly icon: LucideIcon
  readonly text: string
  readonly onClick: () => void
}) {
  return (
    <Menu.Item className={menu['item']} onClick={onClick}>
      <Icon size={14} aria-hidden />
      <span>{text}</span>
    </Menu.Item>
  )
}
