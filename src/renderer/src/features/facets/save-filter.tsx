import { Popover } from '@base-ui/react/popover'
import { Bookmark } from 'lucide-react'
import { useState } from 'react'
import { useClient } from '../../client/client-context.tsx'
import { Button } from '../../components/button.tsx'
import { TextField } from '../../components/field.tsx'
import { notify } from '../../components/notify.ts'
import popup from '../../components/popup.module.css'
import { classNames } from '../../lib/class-names.ts'
import { useAppState } from '../../state/app-state.ts'
import { useStore } from '../../state/store.ts'
import styles from './facets.module.css'

/** Keeps the filter under a name; one of that name makes way for it. */
export function SaveFilter({ sentence }: { readonly sentence: string }) {
  const client = useClient()
  const { query, selection, settings } = useAppState()
  const saved = useStore(settings).value?.savedFilters ?? []
  const [isOpen, setIsOpen] = useState(false)
  const [name, setName] = useState('')
  const written = name.trim()
  const isTaken = saved.some((one) => one.name === written)
  const save = () =>
    notify.whenFailed('Could not save the filter', async () => {
      const { view } = selection.getSnapshot()
      const others = saved.filter((one) => one.name !== written)
      await client.call('settings.set', {
        savedFilters: [...others, { name: written, view, query: query.getSnapshot() }]
      })
      setIsOpen(false)
      setName('')
    })
  return (
    <Popover.Root open={isOpen} onOpenChange={setIsOpen}>
      <Popover.Trigger
        render={
          <Button look="ghost" size="small" isIcon aria-label="Save the filter" title="Save the filter" />
        }
      >
        <Bookmark size={14} aria-hidden />
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Positioner align="end" sideOffset={6} className={popup['layer']}>
          <Popover.Popup
            className={classNames(popup['popup'], styles['saving'])}
            aria-label="Save the filter"
          >
            <form
              onSubmit={(event) => {
                event.preventDefault()
                if (written !== '') void save()
              }}
            >
              <TextField
                label="Name of this filter"
                hint={isTaken ? 'It takes the place of the one of that name.' : sentence}
                maxLength={60}
                value={name}
                onChange={(event) => setName(event.target.value)}
              />
              <Button type="submit" look="primary" disabled={written === ''}>
                Save
              </Button>
            </form>
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  )
}
