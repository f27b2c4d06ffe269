import { Popover } from '@base-ui/react/popover'
import { Bookmark } from 'lucide-react'
import { useState, type SubmitEvent } from 'react'
import type { Replay } from '#shared/replay-models.ts'
import { useClient } from '../../client/client-context.tsx'
import { Button } from '../../components/button.tsx'
import { TextField } from '../../components/field.tsx'
import { notify } from '../../components/notify.ts'
import popup from '../../components/popup.module.css'
import { classNames } from '../../lib/class-names.ts'
import styles from './replays.module.css'

/** Keeps the answers of a replay under a name, as what later ones are compared with. */
export function BaselineControl({ replay: { id, baseline } }: { readonly replay: Replay }) {
  const client = useClient()
  const [isOpen, setIsOpen] = useState(false)
  const [name, setName] = useState(baseline ?? '')
  const set = (value: string | null) => {
    setIsOpen(false)
    void notify.whenFailed('Could not change the baseline', () =>
      client.call('replays.setBaseline', { id, name: value })
    )
  }
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    if (name.trim() !== '') set(name.trim())
  }
  return (
    <Popover.Root open={isOpen} onOpenChange={setIsOpen}>
      <Popover.Trigger render={<Button />}>
        <Bookmark size={14} aria-hidden fill={baseline === null ? 'none' : 'currentColor'} />
        {baseline === null ? (
          'Keep as baseline…'
        ) : (
          <>
            Baseline <bdi>{baseline}</bdi>
          </>
        )}
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Positioner align="start" sideOffset={6} className={popup['layer']}>
          <Popover.Popup className={classNames(popup['popup'], styles['baseline'])}>
            <Popover.Title className={popup['title']}>Baseline</Popover.Title>
            <form onSubmit={submit}>
              <TextField
                label="Name"
                hint="Its answers are kept as what your app should answer, whatever else is cleaned up. Run it again and compare."
                value={name}
                maxLength={100}
                onChange={(event) => setName(event.target.value)}
              />
              <div className={styles['controls']}>
                <Button type="submit" look="primary" disabled={name.trim() === ''}>
                  Keep
                </Button>
                {baseline !== null && <Button onClick={() => set(null)}>No baseline any more</Button>}
              </div>
            </form>
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  )
}
