import { Autocomplete } from '@base-ui/react/autocomplete'
import { Popover } from '@base-ui/react/popover'
import { ChevronDown, RotateCw } from 'lucide-react'
import { useId, useState, type SubmitEvent } from 'react'
import { Button } from '../../components/button.tsx'
import field from '../../components/field.module.css'
import menu from '../../components/menu.module.css'
import { Pick } from '../../components/pick.tsx'
import popup from '../../components/popup.module.css'
import { Tip } from '../../components/tip.tsx'
import { classNames } from '../../lib/class-names.ts'
import { shortcuts } from '../../shortcuts.ts'
import { useAppState } from '../../state/app-state.ts'
import { useStore } from '../../state/store.ts'
import styles from './replay.module.css'
import { pendingReplays, replayKey } from './run-replay.ts'
import { replayForm, useReplay, useReplayTo } from './use-replay.ts'

/** Where sample apps and common frameworks take webhooks. */
const presets = [
  'http://localhost:3000/api/webhook/user-access',
  'http://localhost:3000/api/webhooks/scalekit',
  'http://localhost:3000/webhooks/scalekit',
  'http://localhost:8080/webhook'
]

/** Replays to the target that was used last; the first time, or on request, asks where to and how. */
export function ReplayControl({ eventId }: { readonly eventId: string }) {
  const { settings, selection } = useAppState()
  const target = useStore(settings).value?.replayTarget ?? null
  const isOpen = useStore(replayForm) === eventId
  const pending = useStore(pendingReplays)
  const isPending = target !== null && pending.has(replayKey(eventId, target))
  const replayTo = useReplayTo()
  const replayNow = useReplay()
  const replay = () => {
    // The pane may still hold the last event for a blink: never send another one than the reader chose.
    if (selection.getSnapshot().id === eventId) replayNow(eventId)
  }

  return (
    <Popover.Root open={isOpen} onOpenChange={(open) => replayForm.set(open ? eventId : null)}>
      <span className={styles['split']}>
        <Tip
          text={isPending ? pendingText : `Replay to ${target ?? 'your app'}`}
          shortcut={shortcuts.replay.shown}
        >
          {/* Not `disabled`, which would take away the keyboard and the tooltip. */}
          <Button look="primary" className={styles['main']} aria-disabled={isPending} onClick={replay}>
            <RotateCw size={14} aria-hidden />
            Replay
          </Button>
        </Tip>
        <Popover.Trigger
          render={
            <Button
              look="primary"
              isIcon
              className={styles['more']}
              aria-label="Replay options"
              title="Replay options"
            />
          }
        >
          <ChevronDown size={14} aria-hidden />
        </Popover.Trigger>
      </span>
      <Popover.Portal>
        <Popover.Positioner align="end" sideOffset={6} className={popup['layer']}>
          <Popover.Popup className={classNames(popup['popup'], styles['popup'])}>
            <ReplayForm
              eventId={eventId}
              target={target ?? presets[0] ?? ''}
              onReplay={(url) => replayTo(eventId, url)}
            />
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  )
}

const pendingText = 'The last replay to this target is still waiting for its answer'

interface ReplayFormProps {
  readonly eventId: string
  readonly target: string
  readonly onReplay: (target: string) => void
}

function ReplayForm({ eventId, target, onReplay }: ReplayFormProps) {
  const { replayOptions } = useAppState()
  const options = useStore(replayOptions)
  const [url, setUrl] = useState(target)
  const isPending = useStore(pendingReplays).has(replayKey(eventId, url.trim()))
  const [isListOpen, setIsListOpen] = useState(false)
  const id = useId()
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    if (url.trim() !== '') onReplay(url.trim())
  }
  return (
    <form className={styles['form']} onSubmit={submit}>
      <Popover.Title className={popup['title']}>Replay</Popover.Title>
      <div className={field['field']}>
        <label className={field['label']} htmlFor={id}>
          Target
        </label>
        <Autocomplete.Root
          items={presets}
          mode="none"
          value={url}
          onValueChange={setUrl}
          open={isListOpen}
          // Typing must not cover the rest of the form.
          onOpenChange={(open, { reason }) => setIsListOpen(open && reason !== 'input-change')}
        >
          <span className={styles['target']}>
            <Autocomplete.Input
              id={id}
              className={classNames(field['input'], field['mono'])}
              spellCheck={false}
            />
            <Autocomplete.Trigger
              render={<Button isIcon aria-label="Common addresses" title="Common addresses" />}
            >
              <ChevronDown size={14} aria-hidden />
            </Autocomplete.Trigger>
          </span>
          <Autocomplete.Portal>
            <Autocomplete.Positioner sideOffset={4} className={popup['layer']}>
              <Autocomplete.Popup className={classNames(popup['popup'], styles['presets'])}>
                <Autocomplete.List className={menu['list']} aria-label="Common addresses">
                  {(preset: string) => (
                    <Autocomplete.Item key={preset} value={preset} className={menu['item']}>
                      <code>{preset}</code>
                    </Autocomplete.Item>
                  )}
                </Autocomplete.List>
              </Autocomplete.Popup>
            </Autocomplete.Positioner>
          </Autocomplete.Portal>
        </Autocomplete.Root>
        <p className={field['hint']}>Your app, on this machine or in your network.</p>
      </div>
      <Pick
        label="Signature"
        value={options.mode}
        options={[
          {
            value: 'resign',
            text: 'Fresh',
            hint: 'Signed again with the time of now, so that your app accepts it'
          },
          {
            value: 'verbatim',
            text: 'Verbatim',
            hint: 'As received; an app that checks the time refuses it after five minutes'
          }
        ]}
        onChange={(mode) => replayOptions.set({ ...options, mode })}
      />
      <Pick
        label="Delivery id"
        value={options.deliveryId}
        options={[
          { value: 'same', text: 'Same', hint: 'Your app should recognise it as a duplicate' },
          { value: 'new', text: 'New', hint: 'Your app should take it for a new delivery' }
        ]}
        onChange={(deliveryId) => replayOptions.set({ ...options, deliveryId })}
      />
      <Pick
        label="Type name"
        value={options.typeNames}
        options={[
          { value: 'asSent', text: 'As sent' },
          { value: 'current', text: 'Current' },
          { value: 'legacy', text: 'Legacy', hint: 'As before January 2025, like scalekit.dir.user.create' }
        ]}
        onChange={(typeNames) => replayOptions.set({ ...options, typeNames })}
      />
      <Button
        type="submit"
        look="primary"
        disabled={isPending || url.trim() === ''}
        title={isPending ? pendingText : undefined}
      >
        <RotateCw size={14} aria-hidden />
        Replay now
      </Button>
    </form>
  )
}
