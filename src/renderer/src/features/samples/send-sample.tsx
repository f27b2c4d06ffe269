import { Combobox } from '@base-ui/react/combobox'
import { ChevronDown, FlaskConical, Send } from 'lucide-react'
import { useState } from 'react'
import type { SampleType } from '#shared/app-models.ts'
import { useClient } from '../../client/client-context.tsx'
import { Button } from '../../components/button.tsx'
import menu from '../../components/menu.module.css'
import popup from '../../components/popup.module.css'
import { Tip } from '../../components/tip.tsx'
import { classNames } from '../../lib/class-names.ts'
import { shortType } from '../../lib/short-type.ts'
import { useAppState } from '../../state/app-state.ts'
import { useStore } from '../../state/store.ts'
import { useRead } from '../../state/use-read.ts'
import { categoryName } from './category-name.ts'
import { useSend, type Sample } from './use-send.ts'
import styles from './send-sample.module.css'

/** Sends the sample that was chosen last, at one click. */
export function SendSample() {
  const send = useSend()
  const { sample } = useAppState()
  const chosen = useStore(sample)
  return (
    <Button look="primary" onClick={() => send(chosen)}>
      <Send size={14} aria-hidden />
      Send a sample event
    </Button>
  )
}

/** The same, with all types of the catalogue to choose from. */
export function SampleMenu() {
  const send = useSend()
  const { sample } = useAppState()
  const chosen = useStore(sample)
  return (
    <span className={styles['split']}>
      <Tip text={`Send a signed ${chosen.type}`}>
        <Button className={styles['main']} onClick={() => send(chosen)}>
          <Send size={14} aria-hidden />
          Sample
        </Button>
      </Tip>
      <SamplePicker
        onPick={(picked) => {
          sample.set(picked)
          send(picked)
        }}
      />
    </span>
  )
}

interface Option extends Sample {
  readonly value: string
  readonly label: string
  readonly description: string
  readonly status: string
}

interface OptionGroup {
  readonly value: string
  readonly items: readonly Option[]
}

function SamplePicker({ onPick }: { readonly onPick: (sample: Sample) => void }) {
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
            <div className={menu['search']}>
              <Combobox.Input placeholder="Find a type" aria-label="Find a type" />
            </div>
            <Combobox.Empty className={menu['none']}>
              {types.status === 'failed' ? types.error : 'No type of this name in the catalogue.'}
            </Combobox.Empty>
            <Combobox.List className={menu['list']}>
              {(group: OptionGroup) => (
                <Combobox.Group key={group.value} items={group.items}>
                  <Combobox.GroupLabel className={menu['group']}>{group.value}</Combobox.GroupLabel>
                  <Combobox.Collection>
                    {(option: Option) => (
                      <Combobox.Item
                        key={option.value}
                        value={option}
                        className={menu['item']}
                        title={option.description}
                      >
                        <span>{option.label}</span>
                        {option.status !== 'documented' && <small>{option.status}</small>}
                      </Combobox.Item>
                    )}
                  </Combobox.Collection>
                </Combobox.Group>
              )}
            </Combobox.List>
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

function groupOptions(types: readonly SampleType[]): OptionGroup[] {
  const groups = new Map<string, Option[]>()
  for (const { type, category, description, status, variants } of types) {
    const options = groups.get(category) ?? []
    groups.set(category, options)
    for (const variant of [null, ...variants]) {
      options.push({
        type,
        variant,
        description,
        status,
        value: variant === null ? type : `${type} ${variant}`,
        label: variant === null ? shortType(type) : `${shortType(type)} · ${variant}`
      })
    }
  }
  return [...groups].map(([category, items]) => ({ value: categoryName(category), items }))
}
