import { Toast } from '@base-ui/react/toast'
import { CircleAlert, CircleCheck, Info, X, type LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button, buttonClass } from './button.tsx'
import { CopyButton } from './copy-button.tsx'
import { classNames } from '../lib/class-names.ts'
import { toastManager } from './notify.ts'
import styles from './toasts.module.css'

const icons: Readonly<Record<string, LucideIcon>> = { good: CircleCheck, bad: CircleAlert, news: Info }

/** The corner where toasts appear. */
export function Toasts() {
  return (
    <Toast.Provider toastManager={toastManager} limit={4}>
      <Toast.Portal>
        <Toast.Viewport className={styles['viewport']}>
          <ToastList />
        </Toast.Viewport>
      </Toast.Portal>
    </Toast.Provider>
  )
}

function ToastList() {
  const { toasts } = Toast.useToastManager()
  return toasts.map((toast) => (
    <Toast.Root
      key={toast.id}
      toast={toast}
      swipeDirection="right"
      // Here and below against the primitive, which hides what the keyboard can still reach.
      aria-hidden={false}
      className={classNames(styles['toast'], styles[toast.type ?? ''])}
    >
      <Sign type={toast.type} />
      <div className={styles['content']}>
        <Toast.Title className={styles['title']} />
        <Toast.Description className={styles['description']} />
      </div>
      {toast.type === 'bad' && (
        <CopyButton what="the details" text={() => detailsOf(toast.title, toast.description)} />
      )}
      <Toast.Action className={buttonClass({ size: 'small' })} />
      <Toast.Close
        aria-hidden={false}
        render={<Button look="ghost" size="small" isIcon aria-label="Dismiss" />}
      >
        <X size={14} aria-hidden />
      </Toast.Close>
    </Toast.Root>
  ))
}

/** For a ticket: what was said, and when. */
const detailsOf = (...said: readonly ReactNode[]): string =>
  [new Date().toISOString(), ...said.filter((one) => typeof one === 'string')].join('\n')

function Sign({ type = '' }: { readonly type: string | undefined }) {
  const Icon = icons[type] ?? Info
  return <Icon size={16} aria-hidden />
}
