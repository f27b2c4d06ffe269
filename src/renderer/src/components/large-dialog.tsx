import { Dialog as Base } from '@base-ui/react/dialog'
import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import { classNames } from '../lib/class-names.ts'
import { Button } from './button.tsx'
import styles from './large-dialog.module.css'
import popup from './popup.module.css'

interface LargeDialogProps {
  readonly isOpen: boolean
  readonly onClose: () => void
  readonly title: string
  readonly description?: ReactNode
  readonly children: ReactNode
}

/** A dialog that takes the window, for work rather than for a question. What it holds scrolls by itself. */
export function LargeDialog({ isOpen, onClose, title, description, children }: LargeDialogProps) {
  return (
    <Base.Root open={isOpen} onOpenChange={(open) => !open && onClose()}>
      <Base.Portal>
        <Base.Backdrop className={popup['backdrop']} />
        <Base.Popup data-dialog="" className={classNames(popup['popup'], styles['large'])}>
          <div className={popup['heading']}>
            <Base.Title className={popup['title']}>{title}</Base.Title>
            {description !== undefined && (
              <Base.Description className={popup['description']} render={<div />}>
                {description}
              </Base.Description>
            )}
          </div>
          {children}
          {/* Last, so that the keyboard goes to the content first. */}
          <Base.Close render={<Button look="ghost" isIcon aria-label="Close" className={popup['close']} />}>
            <X size={16} aria-hidden />
          </Base.Close>
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  )
}
