import { AlertDialog } from '@base-ui/react/alert-dialog'
import type { ReactElement, ReactNode } from 'react'
import { classNames } from '../lib/class-names.ts'
import { Button } from './button.tsx'
import { DialogActions } from './dialog.tsx'
import popup from './popup.module.css'

interface Question {
  readonly title: string
  /** What goes, and what stays. */
  readonly description: string
  /** The danger in a word, like "Remove". */
  readonly action: string
  /** The way out, in a word or two. */
  readonly refusal?: string
  readonly onConfirm: () => void
}

type ConfirmProps = Question & {
  /** The button that asks. */
  readonly trigger: ReactElement<Record<string, unknown>>
  /** What the trigger shows. */
  readonly children: ReactNode
}

/** Asks before something is done that cannot be undone. */
export function Confirm({ trigger, children, ...question }: ConfirmProps) {
  return (
    <AlertDialog.Root>
      <AlertDialog.Trigger render={trigger}>{children}</AlertDialog.Trigger>
      <Asked {...question} />
    </AlertDialog.Root>
  )
}

/** The same where only some of what a button does needs asking. */
export function ConfirmWhen({
  isAsking,
  onClose,
  ...question
}: Question & { readonly isAsking: boolean; readonly onClose: () => void }) {
  return (
    <AlertDialog.Root open={isAsking} onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Asked {...question} />
    </AlertDialog.Root>
  )
}

function Asked({ title, description, action, refusal = 'Keep it', onConfirm }: Question) {
  return (
    <AlertDialog.Portal>
      <AlertDialog.Backdrop className={popup['backdrop']} />
      <AlertDialog.Popup className={classNames(popup['popup'], popup['dialog'])}>
        <AlertDialog.Title className={popup['title']}>{title}</AlertDialog.Title>
        <AlertDialog.Description className={popup['description']}>{description}</AlertDialog.Description>
        <DialogActions>
          <AlertDialog.Close render={<Button />}>{refusal}</AlertDialog.Close>
          <AlertDialog.Close render={<Button look="danger" />} onClick={onConfirm}>
            {action}
          </AlertDialog.Close>
        </DialogActions>
      </AlertDialog.Popup>
    </AlertDialog.Portal>
  )
}
