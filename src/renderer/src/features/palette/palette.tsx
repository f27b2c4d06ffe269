import { Autocomplete } from '@base-ui/react/autocomplete'
import { Dialog } from '@base-ui/react/dialog'
import { Search } from 'lucide-react'
import { useState } from 'react'
import { actionOf } from '#shared/actions.ts'
import { printQuery } from '#shared/query/print-query.ts'
import { Keys } from '../../components/keys.tsx'
import menu from '../../components/menu.module.css'
import popup from '../../components/popup.module.css'
import { classNames } from '../../lib/class-names.ts'
import { useAppState } from '../../state/app-state.ts'
import { useStore } from '../../state/store.ts'
import { offeredActions, runAction } from '../shortcuts/use-action.ts'
import { paletteGroups, textOf, type PaletteEntry, type PaletteGroup } from './palette-entries.ts'
import styles from './palette.module.css'

/** Every action by its name, with its key; and what was kept or can be looked for. */
export function Palette() {
  const { dialog } = useAppState()
  const isOpen = useStore(dialog) === 'palette'
  const [chosen, setChosen] = useState<PaletteEntry | null>(null)
  const run = useRun()
  return (
    <Dialog.Root
      open={isOpen}
      onOpenChange={(wanted) => !wanted && dialog.set(null)}
      // Only then has the keyboard gone back to where it was, and actions are for what is there.
      onOpenChangeComplete={(isShown) => {
        if (isShown || chosen === null) return
        setChosen(null)
        run(chosen)
      }}
    >
      <Dialog.Portal>
        <Dialog.Backdrop className={popup['backdrop']} />
        <Dialog.Popup className={classNames(popup['popup'], styles['palette'])} aria-label="All actions">
          <Finder
            onPick={(entry) => {
              setChosen(entry)
              dialog.set(null)
            }}
          />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

function useRun(): (entry: PaletteEntry) => void {
  const { selection, query, dialog } = useAppState()
  return (entry) => {
    switch (entry.kind) {
      case 'action':
        return void runAction(entry.name)
      case 'filter':
        selection.show(entry.filter.view)
        return query.set(entry.filter.query)
      case 'setting':
        return dialog.set(entry.name)
      case 'open':
        return selection.open(entry.id)
      case 'find':
        return query.set(printQuery({ terms: [{ kind: 'text', text: entry.text, negated: false }] }))
    }
  }
}

function Finder({ onPick }: { readonly onPick: (entry: PaletteEntry) => void }) {
  const { settings } = useAppState()
  const [typed, setTyped] = useState('')
  const [offered] = useState(offeredActions)
  const groups = paletteGroups(typed, offered, useStore(settings).value?.savedFilters ?? [])
  return (
    <Autocomplete.Root
      items={groups}
      filter={null}
      mode="none"
      inline
      open
      autoHighlight="always"
      value={typed}
      onValueChange={(value, { reason }) => reason !== 'item-press' && setTyped(value)}
      itemToStringValue={textOf}
    >
      <div className={styles['box']}>
        <Search size={15} aria-hidden />
        <Autocomplete.Input aria-label="Find an action" placeholder="Find an action, or an id" />
        <kbd>Esc</kbd>
      </div>
      <Autocomplete.List className={menu['list']}>
        {(group: PaletteGroup) => (
          <Autocomplete.Group key={group.name} items={group.items}>
            <Autocomplete.GroupLabel className={menu['group']}>{group.name}</Autocomplete.GroupLabel>
            <Autocomplete.Collection>
              {(entry: PaletteEntry) => (
                <Autocomplete.Item
                  key={textOf(entry)}
                  value={entry}
                  className={menu['item']}
                  onClick={() => onPick(entry)}
                >
                  <span>{textOf(entry)}</span>
                  {entry.kind === 'action' && <ActionKeys shown={actionOf(entry.name).shown} />}
                  {entry.kind === 'filter' && <small>{entry.filter.query}</small>}
                </Autocomplete.Item>
              )}
            </Autocomplete.Collection>
          </Autocomplete.Group>
        )}
      </Autocomplete.List>
    </Autocomplete.Root>
  )
}

function ActionKeys({ shown }: { readonly shown: string | undefined }) {
  if (shown === undefined) return null
  return (
    <span className={styles['keys']}>
      <Keys shown={shown} />
    </span>
  )
}
