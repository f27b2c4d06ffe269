import { Tooltip } from '@base-ui/react/tooltip'
import type { ReactElement } from 'react'
import styles from './popup.module.css'

interface TipProps {
  readonly text: string
  /** The key that does the same, as a person reads it. */
  readonly shortcut?: string | undefined
  /** The element that it explains: one that can be focused. */
  readonly children: ReactElement<Record<string, unknown>>
}

/** Explains a control in a few words. Not a place for anything that is said nowhere else. */
export function Tip({ text, shortcut, children }: TipProps) {
  return (
    <Tooltip.Root>
      <Tooltip.Trigger render={children} />
      <Tooltip.Portal>
        <Tooltip.Positioner sideOffset={6} className={styles['layer']}>
          <Tooltip.Popup className={`${styles['popup']} ${styles['tip']}`}>
            {text}
            {shortcut !== undefined && <kbd>{shortcut}</kbd>}
          </Tooltip.Popup>
        </Tooltip.Positioner>
      </Tooltip.Portal>
    </Tooltip.Root>
  )
}
