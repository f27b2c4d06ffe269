import { Toast } from '@base-ui/react/toast'
import { ClientError } from '../client/client.ts'
import { messageOf } from '../state/live-value.ts'

export const toastManager = Toast.createToastManager()

export interface ToastAction {
  readonly text: string
  readonly run: () => void
}

const add = (type: 'good' | 'bad', title: string, description?: string, action?: ToastAction) =>
  toastManager.add({
    type,
    title,
    ...(description !== undefined && { description }),
    ...(action && { actionProps: { children: action.text, onClick: action.run } }),
    priority: type === 'bad' ? 'high' : 'low',
    timeout: type === 'bad' ? 10_000 : 4_000
  })

/** Says what happened, and for failures what to do, in a corner of the page. */
export const notify = {
  done: (title: string, description?: string, action?: ToastAction): void =>
    void add('good', title, description, action),
  failed: (title: string, description?: string, action?: ToastAction): void =>
    void add('bad', title, description, action),
  /** Runs what the user asked for and says so when it fails; the error's own sentence says what to do. */
  async whenFailed(failure: string, work: () => Promise<unknown>): Promise<boolean> {
    try {
      await work()
      return true
    } catch (error) {
      if (!(error instanceof ClientError)) console.error(error)
      add('bad', failure, messageOf(error))
      return false
    }
  }
}
