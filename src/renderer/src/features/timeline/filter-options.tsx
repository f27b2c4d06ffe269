import { Autocomplete } from '@base-ui/react/autocomplete'
import type { RefObject } from 'react'
import menu from '../../components/menu.module.css'
import popup from '../../components/popup.module.css'
import { classNames } from '../../lib/class-names.ts'
import styles from './filter-box.module.css'
import type { Suggestion } from './filter-suggestions.ts'

/** What the filter may go on with, below its box. */
export function FilterOptions({ anchor }: { readonly anchor: RefObject<HTMLElement | null> }) {
  return (
    <Autocomplete.Portal>
      <Autocomplete.Positioner anchor={anchor} align="start" sideOffset={4} className={popup['layer']}>
        <Autocomplete.Popup className={classNames(popup['popup'], styles['popup'])}>
          <Autocomplete.List className={menu['list']}>
            {(one: Suggestion) => (
              <Autocomplete.Item key={one.text} value={one} className={menu['item']}>
                <span>{one.shown}</span>
                <small>{one.detail}</small>
              </Autocomplete.Item>
            )}
          </Autocomplete.List>
        </Autocomplete.Popup>
      </Autocomplete.Positioner>
    </Autocomplete.Portal>
  )
}
