import { isDeliveryId } from '#shared/delivery-id.ts'
import { useClient } from '../../client/client-context.tsx'
import { notify } from '../../components/notify.ts'
import { plural } from '../../lib/format-count.ts'
import { useAppState } from '../../state/app-state.ts'
import type { View } from '../../state/selection-store.ts'
import { focusPane } from '../frame/panes.ts'
import { picked, queryOf, type Picked } from './picked.ts'

interface Deletion {
  readonly deletionId: string
  readonly what: 'event' | 'delivery'
  readonly count: number
  /** What is selected again once it is back. */
  readonly id: string | null
  /** Of a single one. */
  readonly name: string | null
  readonly view: View
}

/** Keys come faster than answers. */
const inFlight = new Set<string>()
/** What the toast that is shown offers to undo. */
let offered: readonly Deletion[] = []

const words = new Intl.ListFormat('en')

/** Hands what was deleted over to be brought back. */
function useOfferUndo(): (deletion: Deletion) => void {
  const client = useClient()
  const { selection } = useAppState()
  const undo = (deletions: readonly Deletion[]) =>
    void notify.whenFailed('Could not bring it back', async () => {
      await Promise.all(deletions.map(({ deletionId }) => client.call('deletions.undo', { deletionId })))
      const last = deletions.at(-1)
      if (last?.view !== selection.getSnapshot().view) return
      if (last.id !== null) selection.select(last.id)
      // The button that was pressed goes with its toast.
      requestAnimationFrame(() => focusPane('timeline'))
    })
  return (deletion) => {
    offered = [...offered, deletion]
    const name = offered.length === 1 ? deletion.name : null
    notify.done(
      name === null ? `Deleted ${countOf(offered)}` : `Deleted the ${deletion.what}`,
      name ?? undefined,
      {
        text: offered.length === 1 ? 'Undo' : 'Undo all',
        run: () => undo(offered),
        whenGone() {
          offered = []
        }
      },
      'deletions'
    )
  }
}

/** Selects what takes the place of a row that is gone, and gives it the keyboard where the row had it. */
function useSucceed() {
  const { selection } = useAppState()
  return (id: string, isGoing?: (id: string) => boolean) => {
    const successor = selection.successorOf(id, isGoing)
    const hadKeyboard = document.activeElement?.closest('[data-pane="timeline"]') !== null
    return () => {
      if (selection.getSnapshot().id !== id) return
      selection.select(successor)
      if (successor === null) selection.close()
      // The row that had the keyboard goes, or the pane does; the next row is there after the next paint.
      requestAnimationFrame(() => {
        if (hadKeyboard || document.activeElement === document.body) focusPane('timeline')
      })
    }
  }
}

/** Deletes an event with its deliveries, or a delivery without an event, and offers to undo that. */
export function useDelete(): (id: string, name: string) => void {
  const client = useClient()
  const { selection } = useAppState()
  const offerUndo = useOfferUndo()
  const succeed = useSucceed()
  const remove = async (id: string, name: string) => {
    const goOn = succeed(id)
    const { view } = selection.getSnapshot()
    const what = isDeliveryId(id) ? 'delivery' : 'event'
    const { deletionId, deleted } =
      what === 'delivery'
        ? await client.call('deliveries.delete', { ids: [id] })
        : await client.call('events.delete', { ids: [id] })
    goOn()
    if (deleted > 0) offerUndo({ deletionId, what, count: deleted, id, name, view })
  }
  return (id, name) => {
    if (inFlight.has(id)) return
    inFlight.add(id)
    void notify.whenFailed('Could not delete it', () => remove(id, name)).finally(() => inFlight.delete(id))
  }
}

/** Deletes all that is picked, and offers to undo that. */
export function useDeletePicked(): (now: Exclude<Picked, null>) => Promise<void> {
  const client = useClient()
  const { selection } = useAppState()
  const offerUndo = useOfferUndo()
  const succeed = useSucceed()
  return async (now) => {
    await notify.whenFailed('Could not delete them', async () => {
      const { view, id } = selection.getSnapshot()
      const ids = now.kind === 'range' ? now.ids : null
      const isGoing = ids === null ? () => true : (each: string) => ids.includes(each)
      const goOn = id !== null && isGoing(id) ? succeed(id, isGoing) : () => undefined
      const { deletionId, deleted } = await client.call(
        'events.delete',
        ids === null ? { query: queryOf(now) } : { ids: [...ids] }
      )
      picked.set(null)
      goOn()
      if (deleted > 0) offerUndo({ deletionId, what: 'event', count: deleted, id, name: null, view })
    })
  }
}

/** `3 events and 1 delivery` */
function countOf(deletions: readonly Deletion[]): string {
  const sumOf = (what: Deletion['what']) =>
    deletions.reduce((sum, deletion) => sum + (deletion.what === what ? deletion.count : 0), 0)
  const [events, deliveries] = [sumOf('event'), sumOf('delivery')]
  return words.format([
    ...(events > 0 ? [plural(events, 'event')] : []),
    ...(deliveries > 0 ? [plural(deliveries, 'delivery', 'deliveries')] : [])
  ])
}
