import { useClient } from '../../client/client-context.tsx'
import { notify } from '../../components/notify.ts'
import { useAppState } from '../../state/app-state.ts'
import { useStore } from '../../state/store.ts'

/** Starting and stopping, as buttons all over the page offer it. */
export function useListening() {
  const client = useClient()
  const { listening, dialog } = useAppState()
  const status = useStore(listening).value

  const startTunnel = () =>
    notify.whenFailed('Could not start listening', () => client.call('listening.start', { tunnel: 'ngrok' }))
  return {
    status,
    startTunnel,
    startLocal: () =>
      notify.whenFailed('Could not start listening', () =>
        client.call('listening.start', { tunnel: 'none' })
      ),
    /** At once where an authtoken is known; otherwise asks for one. */
    start() {
      if (status?.authtoken) void startTunnel()
      else dialog.set('tunnel')
    },
    stop: () => void notify.whenFailed('Could not stop listening', () => client.call('listening.stop', {}))
  }
}
