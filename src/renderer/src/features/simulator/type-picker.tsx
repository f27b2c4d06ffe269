import { Combobox } from '@base-ui/react/combobox'
import { ChevronDown } from 'lucide-react'
import { useId } from 'react'
import { Button } from '../../components/button.tsx'
import field from '../../components/field.module.css'
import popup from '../../components/popup.module.css'
import { classNames } from '../../lib/class-names.ts'
import { shortType } from '#shared/short-type.ts'
import { TypeOptions } from '../samples/type-options.tsx'
import styles from './simulator.module.css'
import type { TypeGroup } from './use-type-groups.ts'

interface TypePickerProps {
  readonly groups: readonly TypeGroup[]
  readonly type: string
  readonly onPick: (type: string) => void
}

/** One type of the catalogue, found by a part of its name. */
export function TypePicker({ groups, type, onPick }: TypePickerProps) {
  const id = useId()
  return (
    <div className={field['field']}>
      <span id={id} className={field['label']}>
        Type
      </span>
      <Combobox.Root
        items={groups}
        value={type}
        onValueChange={(picked: string | null) => picked !== null && onPick(picked)}
        autoHighlight
      >
        <Combobox.Trigger
          render={
            <Button className={styles['typeButton']} title={type} aria-labelledby={`${id} ${id}-value`} />
          }
        >
          <bdi id={`${id}-value`}>{shortType(type)}</bdi>
          <ChevronDown size={14} aria-hidden />
        </Combobox.Trigger>
        <Combobox.Portal>
          <Combobox.Positioner align="start" sideOffset={4} className={popup['layer']}>
            <Combobox.Popup className={classNames(popup['popup'], styles['types'])} aria-label="Types">
              <TypeOptions<string, TypeGroup>
                keyOf={(item) => item}
                titleOf={(item, { descriptions }) => descriptions.get(item)}
              >
                {(item) => <span>{shortType(item)}</span>}
              </TypeOptions>
            </Combobox.Popup>
          </Combobox.Positioner>
        </Combobox.Portal>
      </Combobox.Root>
    </div>
  )
}
