import { isDeliveryId } from '#shared/delivery-id.ts'
import { useClient } from '../../client/client-context.tsx'
import { notify } from '../../components/notify.ts'
import { plural } from '../../lib/format-count.ts'
import { useAppState } from '../../state/app-state.ts'
import type { View } from '../../state/selection-store.ts'
import { focusPane } from '../frame/panes.ts'

interface Deletion {
  readonly deletionId: string
  readonly id: string
  readonly name: string
  readonly view: View
}

/** Keys come faster than answers. */
const inFlight = new Set<string>()
/** What the toast that is shown offers to undo. */
let offered: readonly Deletion[] = []

const words = new Intl.ListFormat('en')

/** Deletes an event with its deliveries, or a delivery without an event, and offers to undo that. */
export function useDelete(): (id: string, name: string) => void {
  const client = useClient()
  const { selection } = useAppState()
  const undo = (deletions: readonly Deletion[]) =>
    void notify.whenFailed('Could not bring it back', async () => {
      await Promise.all(deletions.map(({ deletionId }) => client.call('deletions.undo', { deletionId })))
      const last = deletions.at(-1)
      if (last?.view !== selection.getSnapshot().view) return
      selection.select(last.id)
      // The button that was pressed goes with its toast.
      requestAnimationFrame(() => focusPane('timeline'))
    })
  const offerUndo = () =>
    notify.done(
      offered.length === 1 ? `Deleted the ${kindOf(offered)}` : `Deleted ${countOf(offered)}`,
      offered.length === 1 ? offered[0]?.name : undefined,
      {
        text: offered.length === 1 ? 'Undo' : 'Undo all',
        run: () => undo(offered),
        whenGone() {
          offered = []
        }
      },
      'deletions'
    )
  const remove = async (id: string, name: string) => {
    const successor = selection.successorOf(id)
    const hadKeyboard = document.activeElement?.closest('[data-pane="timeline"]') !== null
    const { view } = selection.getSnapshot()
    const { deletionId, deleted } = isDeliveryId(id)
      ? await client.call('deliveries.delete', { ids: [id] })
      : await client.call('events.delete', { ids: [id] })
    if (selection.getSnapshot().id === id) {
      selection.select(successor)
      if (successor === null) selection.close()
      // The row that had the keyboard goes, or the pane does; the next row is there after the next paint.
      requestAnimationFrame(() => {
        if (hadKeyboard || document.activeElement === document.body) focusPane('timeline')
      })
    }
    if (deleted === 0) return
    offered = [...offered, { deletionId, id, name, view }]
    offerUndo()
  }
  return (id, name) => {
    if (inFlight.has(id)) return
    inFlight.add(id)
    void notify.whenFailed('Could not delete it', () => remove(id, name)).finally(() => inFlight.delete(id))
  }
}

const kindOf = ([only]: readonly Deletion[]): string => (only && isDeliveryId(only.id) ? 'delivery' : 'event')

/** `3 events and 1 delivery` */
function countOf(deletions: readonly Deletion[]): string {
  const deliveries = deletions.filter(({ id }) => isDeliveryId(id)).length
  const events = deletions.length - deliveries
  return words.format([
    ...(events > 0 ? [plural(events, 'event')] : []),
    ...(deliveries > 0 ? [plural(deliveries, 'delivery', 'deliveries')] : [])
  ])
}
