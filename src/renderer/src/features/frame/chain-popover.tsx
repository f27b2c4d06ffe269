import { Popover } from '@base-ui/react/popover'
import type { ReactNode } from 'react'
import popup from '../../components/popup.module.css'
import { classNames } from '../../lib/class-names.ts'
import styles from './status-line.module.css'

interface ChainPopoverProps {
  readonly className: string | undefined
  readonly title: string
  readonly content: ReactNode
  readonly onOpen?: () => void
  /** What the button shows. */
  readonly children: ReactNode
}

/** A button in the status line and what it unfolds. */
export function ChainPopover({ className, title, content, onOpen, children }: ChainPopoverProps) {
  return (
    <Popover.Root onOpenChange={(open) => open && onOpen?.()}>
      <Popover.Trigger className={className}>{children}</Popover.Trigger>
      <Popover.Portal>
        <Popover.Positioner side="top" align="start" sideOffset={6} className={popup['layer']}>
          <Popover.Popup className={classNames(popup['popup'], styles['details'])}>
            <Popover.Title className={styles['title']}>{title}</Popover.Title>
            {content}
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  )
}
