import { AlertDialog } from '@base-ui/react/alert-dialog'
import type { ReactElement, ReactNode } from 'react'
import { classNames } from '../lib/class-names.ts'
import { Button } from './button.tsx'
import { DialogActions } from './dialog.tsx'
import popup from './popup.module.css'

interface ConfirmProps {
  /** The button that asks. */
  readonly trigger: ReactElement<Record<string, unknown>>
  readonly title: string
  /** What goes, and what stays. */
  readonly description: string
  /** The danger in a word, like "Remove". */
  readonly action: string
  readonly onConfirm: () => void
  /** What the trigger shows. */
  readonly children: ReactNode
}

/** Asks before something is done that cannot be undone. */
export function Confirm({ trigger, title, description, action, onConfirm, children }: ConfirmProps) {
  return (
    <AlertDialog.Root>
      <AlertDialog.Trigger render={trigger}>{children}</AlertDialog.Trigger>
      <AlertDialog.Portal>
        <AlertDialog.Backdrop className={popup['backdrop']} />
        <AlertDialog.Popup className={classNames(popup['popup'], popup['dialog'])}>
          <AlertDialog.Title className={popup['title']}>{title}</AlertDialog.Title>
          <AlertDialog.Description className={popup['description']}>{description}</AlertDialog.Description>
          <DialogActions>
            <AlertDialog.Close render={<Button />}>Keep it</AlertDialog.Close>
            <AlertDialog.Close render={<Button look="danger" />} onClick={onConfirm}>
              {action}
            </AlertDialog.Close>
          </DialogActions>
        </AlertDialog.Popup>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  )
}
