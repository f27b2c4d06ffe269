import { Autocomplete } from '@base-ui/react/autocomplete'
import type { RefObject } from 'react'
import menu from '../../components/menu.module.css'
import popup from '../../components/popup.module.css'
import { classNames } from '../../lib/class-names.ts'
import styles from './filter-box.module.css'
import type { Suggestion } from './filter-suggestions.ts'

interface FilterOptionsProps {
  readonly anchor: RefObject<HTMLElement | null>
  readonly onPick: (one: Suggestion) => void
}

/** What the filter may go on with, below its box and how that is read. */
export function FilterOptions({ anchor, onPick }: FilterOptionsProps) {
  return (
    <Autocomplete.Portal>
      <Autocomplete.Positioner anchor={anchor} align="start" sideOffset={4} className={popup['layer']}>
        {/* Not Base UI's popup, which hides all the rest of the page from assistive technology while it is open. */}
        <div
          role="presentation"
          className={classNames(popup['popup'], styles['popup'])}
          // The box keeps the keyboard.
          onMouseDown={(event) => event.preventDefault()}
        >
          <Autocomplete.List aria-label="Suggestions" className={menu['list']}>
            {(one: Suggestion) => (
              <Autocomplete.Item
                key={one.text}
                value={one}
                className={menu['item']}
                onClick={(event) => {
                  event.preventBaseUIHandler()
                  onPick(one)
                }}
              >
                <span>{one.shown}</span>
                <small>{one.detail}</small>
              </Autocomplete.Item>
            )}
          </Autocomplete.List>
        </div>
      </Autocomplete.Positioner>
    </Autocomplete.Portal>
  )
}
