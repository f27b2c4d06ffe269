import { Dialog as Base } from '@base-ui/react/dialog'
import { X } from 'lucide-react'
import { useRef, type ReactNode } from 'react'
import { classNames } from '../lib/class-names.ts'
import { Button } from './button.tsx'
import styles from './popup.module.css'

const focusable = 'a[href], button:not(:disabled), input, select, textarea, [tabindex="0"]'

interface DialogProps {
  readonly isOpen: boolean
  readonly onClose: () => void
  readonly title: string
  readonly description?: ReactNode
  /** `large` takes the window, for work rather than for a question; what it holds scrolls by itself. */
  readonly size?: 'normal' | 'wide' | 'large'
  readonly children: ReactNode
}

export function Dialog({ isOpen, onClose, title, description, size = 'normal', children }: DialogProps) {
  const popup = useRef<HTMLDivElement>(null)
  const close = useRef<HTMLButtonElement>(null)
  return (
    <Base.Root open={isOpen} onOpenChange={(open) => !open && onClose()}>
      <Base.Portal>
        <Base.Backdrop className={styles['backdrop']} />
        <Base.Popup
          data-dialog=""
          ref={popup}
          // What is still being read has nothing to focus yet, and the close button is nothing to begin with.
          initialFocus={() => popup.current?.querySelector(focusable) !== close.current || popup.current}
          className={classNames(styles['popup'], styles['dialog'], size !== 'normal' && styles[size])}
        >
          <header className={styles['heading']}>
            <Base.Title className={styles['title']}>{title}</Base.Title>
            {description !== undefined && (
              <Base.Description className={styles['description']} render={<div />}>
                {description}
              </Base.Description>
            )}
          </header>
          {children}
          {/* Last, so that the keyboard goes to the content first. */}
          <Base.Close
            ref={close}
            render={<Button look="ghost" isIcon aria-label="Close" className={styles['close']} />}
          >
            <X size={16} aria-hidden />
          </Base.Close>
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  )
}

export function DialogActions({ children }: { readonly children: ReactNode }) {
  return <div className={styles['actions']}>{children}</div>
}
