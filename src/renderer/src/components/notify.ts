import { Toast } from '@base-ui/react/toast'
import { ClientError } from '../client/client.ts'
import { messageOf } from '../state/live-value.ts'

export const toastManager = Toast.createToastManager()

export interface ToastAction {
  readonly text: string
  readonly run: () => void
  /** Called once it is offered no longer, taken up or not. */
  readonly whenGone?: () => void
}

/** An id stands for one subject: what is new about it takes the place of what was said before. */
function add(
  type: 'good' | 'bad' | 'news',
  title: string,
  description?: string,
  action?: ToastAction,
  // What is said again takes the place of what was said before; what can be taken up may be several things.
  id: string | undefined = action ? undefined : title
) {
  const added = toastManager.add({
    ...(id !== undefined && { id }),
    type,
    title,
    // Given even where there is none, since a toast in place would keep its last ones.
    description,
    actionProps: action && {
      children: action.text,
      onClick() {
        action.run()
        toastManager.close(added)
      }
    },
    onClose: action?.whenGone,
    priority: type === 'bad' ? 'high' : 'low',
    // Time enough to reach a button.
    timeout: type === 'bad' || action ? 10_000 : 4_000
  })
}

/** Says what happened, and for failures what to do, in a corner of the page. */
export const notify = {
  done: (title: string, description?: string, action?: ToastAction, id?: string): void =>
    add('good', title, description, action, id),
  /** What happened without the reader doing anything, neither good nor bad. */
  news: (title: string, description?: string, action?: ToastAction, id?: string): void =>
    add('news', title, description, action, id),
  failed: (title: string, description?: string, action?: ToastAction, id?: string): void =>
    add('bad', title, description, action, id),
  /** Runs what the user asked for and says so when it fails; the error's own sentence says what to do. */
  async whenFailed(failure: string, work: () => Promise<unknown>, id?: string): Promise<boolean> {
    try {
      await work()
      return true
    } catch (error) {
      if (!(error instanceof ClientError)) console.error(error)
      add('bad', failure, messageOf(error), undefined, id)
      return false
    }
  }
}
