import { Combobox } from '@base-ui/react/combobox'
import { ChevronDown, FlaskConical } from 'lucide-react'
import { useState } from 'react'
import { useClient } from '../../client/client-context.tsx'
import { Button } from '../../components/button.tsx'
import popup from '../../components/popup.module.css'
import { classNames } from '../../lib/class-names.ts'
import { useAppState } from '../../state/app-state.ts'
import { useRead } from '../../state/use-read.ts'
import { groupOptions, type Option, type OptionGroup } from './sample-options.ts'
import styles from './send-sample.module.css'
import { TypeOptions } from './type-options.tsx'
import type { Sample } from './use-send.ts'

/** All types of the catalogue, to find one by name. */
export function SamplePicker({ onPick }: { readonly onPick: (sample: Sample) => void }) {
  const client = useClient()
  const { dialog } = useAppState()
  const [isOpen, setIsOpen] = useState(false)
  const types = useRead('samples.types', () => client.call('samples.types', {}))
  const groups = types.status === 'ready' ? groupOptions(types.value.rows) : []
  return (
    <Combobox.Root
      items={groups}
      value={null}
      open={isOpen}
      onOpenChange={setIsOpen}
      onValueChange={(option: Option | null) => option && onPick(option)}
      autoHighlight
    >
      <Combobox.Trigger
        render={
          <Button
            isIcon
            className={styles['more']}
            aria-label="Choose a sample event"
            title="Choose a sample event"
          />
        }
      >
        <ChevronDown size={14} aria-hidden />
      </Combobox.Trigger>
      <Combobox.Portal>
        <Combobox.Positioner align="end" sideOffset={6} className={popup['layer']}>
          <Combobox.Popup className={classNames(popup['popup'], styles['popup'])} aria-label="Sample events">
            <TypeOptions<Option, OptionGroup>
              none={types.status === 'failed' ? types.error : undefined}
              keyOf={({ value }) => value}
              titleOf={({ description }) => description}
            >
              {({ label, status }) => (
                <>
                  <span>{label}</span>
                  {status !== 'documented' && <small>{status}</small>}
                </>
              )}
            </TypeOptions>
            <div className={styles['further']}>
              <Button
                look="ghost"
                size="small"
                onClick={() => {
                  setIsOpen(false)
                  dialog.set('simulator')
                }}
              >
                <FlaskConical size={13} aria-hidden />
                Simulator: other people, stories, load
              </Button>
            </div>
          </Combobox.Popup>
        </Combobox.Positioner>
      </Combobox.Portal>
    </Combobox.Root>
  )
}
