import { Autocomplete } from '@base-ui/react/autocomplete'
import { ChevronDown } from 'lucide-react'
import { useId, useRef, useState } from 'react'
import type { Target } from '#shared/replay-models.ts'
import { useClient } from '../../client/client-context.tsx'
import { Button } from '../../components/button.tsx'
import field from '../../components/field.module.css'
import menu from '../../components/menu.module.css'
import popup from '../../components/popup.module.css'
import { classNames } from '../../lib/class-names.ts'
import { useRead } from '../../state/use-read.ts'
import { TargetState } from './target-state.tsx'
import styles from './target.module.css'
import type { Health } from './use-health.ts'

interface TargetFieldProps {
  readonly value: string
  readonly onChange: (value: string) => void
  readonly health: Health
}

/** Where to send: an address, or one of those that were used and that common apps have. Below it, whether it is up. */
export function TargetField({ value, onChange, health }: TargetFieldProps) {
  const client = useClient()
  const read = useRead('targets', () => client.call('targets.list', {}))
  const targets = read.status === 'ready' ? read.value.rows : []
  const [isOpen, setIsOpen] = useState(false)
  const id = useId()
  const input = useRef<HTMLInputElement>(null)
  // The button that confirms an address goes with the question, and must not take the keyboard along.
  const trust = () => {
    input.current?.focus()
    health.trust()
  }
  return (
    <div className={field['field']}>
      <label className={field['label']} htmlFor={id}>
        Target
      </label>
      <Autocomplete.Root
        items={targets}
        itemToStringValue={(target: Target) => target.url}
        mode="none"
        value={value}
        onValueChange={onChange}
        open={isOpen}
        // Typing must not cover the rest of the form.
        onOpenChange={(open, { reason }) => setIsOpen(open && reason !== 'input-change')}
      >
        <span className={styles['target']}>
          <Autocomplete.Input
            ref={input}
            id={id}
            className={classNames(field['input'], field['mono'])}
            spellCheck={false}
            maxLength={2_000}
            placeholder="http://localhost:3000/api/webhook"
            aria-describedby={`${id}-state`}
          />
          <Autocomplete.Trigger
            render={<Button isIcon aria-label="Known addresses" title="Known addresses" />}
          >
            <ChevronDown size={14} aria-hidden />
          </Autocomplete.Trigger>
        </span>
        <Autocomplete.Portal>
          <Autocomplete.Positioner sideOffset={4} className={popup['layer']}>
            <Autocomplete.Popup className={classNames(popup['popup'], styles['known'])}>
              <Autocomplete.List className={menu['list']} aria-label="Known addresses">
                {(target: Target) => (
                  <Autocomplete.Item
                    key={target.url}
                    value={target}
                    className={classNames(menu['item'], styles['item'])}
                  >
                    <code>
                      <bdi>{target.url}</bdi>
                    </code>
                    <small>{target.label}</small>
                  </Autocomplete.Item>
                )}
              </Autocomplete.List>
            </Autocomplete.Popup>
          </Autocomplete.Positioner>
        </Autocomplete.Portal>
      </Autocomplete.Root>
      <div id={`${id}-state`}>
        <TargetState health={{ ...health, trust }} />
      </div>
    </div>
  )
}
