import { copyText } from '../../components/copy.ts'
import { notify } from '../../components/notify.ts'
import { useAppState } from '../../state/app-state.ts'

/** Copies what an event carries, as people read it. */
export function useCopyPayload(): (eventId: string) => void {
  const { bodies } = useAppState()
  return (id) =>
    void notify.whenFailed('Could not copy the payload', async () => {
      const body = await bodies.read({ kind: 'event', id }, true)
      await copyText(body.text ?? '', 'the payload')
    })
}
