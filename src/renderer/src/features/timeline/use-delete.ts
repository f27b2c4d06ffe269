import { useClient } from '../../client/client-context.tsx'
import { notify } from '../../components/notify.ts'
import { useAppState } from '../../state/app-state.ts'
import { isDeliveryId } from '../../state/selection-store.ts'
import { focusPane } from '../frame/panes.ts'

/** Deletes an event with its deliveries, or a delivery without an event, and offers to undo that. */
export function useDelete(): (id: string) => void {
  const client = useClient()
  const { selection } = useAppState()
  return (id) => {
    const isDelivery = isDeliveryId(id)
    const successor = selection.successorOf(id)
    const hadKeyboard = document.activeElement?.closest('[data-pane="timeline"]') !== null
    const { view } = selection.getSnapshot()
    const remove = () =>
      isDelivery
        ? client.call('deliveries.delete', { ids: [id] })
        : client.call('events.delete', { ids: [id] })
    const undo = (deletionId: string) =>
      void notify.whenFailed('Could not bring it back', async () => {
        await client.call('deletions.undo', { deletionId })
        if (selection.getSnapshot().view !== view) return
        selection.select(id)
        // The button that was pressed goes with its toast.
        requestAnimationFrame(() => focusPane('timeline'))
      })

    void notify.whenFailed('Could not delete it', async () => {
      const { deletionId } = await remove()
      if (selection.getSnapshot().id === id) {
        selection.select(successor)
        if (successor === null) selection.close()
        // The row that had the keyboard goes; the next one is there after the next paint.
        else if (hadKeyboard) requestAnimationFrame(() => focusPane('timeline'))
      }
      notify.done(`Deleted the ${isDelivery ? 'delivery' : 'event'}`, undefined, {
        text: 'Undo',
        run: () => undo(deletionId)
      })
    })
  }
}
