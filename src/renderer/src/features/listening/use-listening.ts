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
  /** The same without asking: where something is missing, only the receiver opens. */
  readonly open: () => void
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
    notify.whenFailed(failure, () => client.call('listening.start', { tunnel }))
  const choose = () => dialog.set('tunnel')
  const wayIn = chosen?.wayIn ?? null
  const isReady = {
    ngrok: Boolean(status?.authtoken),
    own: Boolean(chosen?.ownPublicUrl),
    // With the receiver open there is nothing left to start, so what is wanted is another way in.
    none: status?.receiver.state !== 'listening'
  }
  return {
    status,
    startWith,
    choose,
    start() {
      const wanted = wayIn ?? 'ngrok'
      if (isReady[wanted]) void startWith(wanted)
      else choose()
    },
    open() {
      void notify.whenFailed(failure, async () => {
        if (wayIn === null || isReady[wayIn]) return client.call('listening.start', {})
        await client.call('listening.start', { tunnel: 'none' })
        // What was chosen stays so: only what it needs is not there at the moment.
        return client.call('settings.set', { wayIn })
      })
    },
    stop: () => void notify.whenFailed('Could not stop listening', () => client.call('listening.stop', {}))
  }
}

const failure = 'Could not start listening'
