import type { ListeningStatus, WayIn } from '#shared/listening-models.ts'
import { useClient } from '../../client/client-context.tsx'
import { notify } from '../../components/notify.ts'
import { useAppState } from '../../state/app-state.ts'
import { useStore } from '../../state/store.ts'

interface ListeningControl {
  readonly status: ListeningStatus | null
  /** Opens this way in, which is the one that `start` takes from then on. */
  readonly startWith: (wayIn: WayIn) => Promise<boolean>
  /** By the way in that was chosen last, at once where all it needs is known; otherwise asks. */
  readonly start: () => void
  readonly choose: () => void
  readonly stop: () => void
}

/** Starting and stopping, as buttons all over the page offer it. */
export function useListening(): ListeningControl {
  const client = useClient()
  const { listening, settings, dialog } = useAppState()
  const status = useStore(listening).value
  const chosen = useStore(settings).value

  const startWith = (tunnel: WayIn) =>
    notify.whenFailed('Could not start listening', () => client.call('listening.start', { tunnel }))
  const choose = () => dialog.set('tunnel')
  return {
    status,
    startWith,
    choose,
    start() {
      const wayIn = chosen?.wayIn ?? 'ngrok'
      const isClosed = status?.receiver.state !== 'listening'
      const isReady = {
        ngrok: Boolean(status?.authtoken),
        own: Boolean(chosen?.ownPublicUrl),
        // With the receiver open there is nothing left to start, so what is wanted is another way in.
        none: isClosed
      }
      if (isReady[wayIn]) void startWith(wayIn)
      else choose()
    },
    stop: () => void notify.whenFailed('Could not stop listening', () => client.call('listening.stop', {}))
  }
}
