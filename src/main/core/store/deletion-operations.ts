import { AppError } from '#shared/errors.ts'
import type { DeliveryKind, DeliverySummary, EventSummary, Verdict } from '#shared/models.ts'
import type { Changes, StoreContext } from './context.ts'
import type { DeliveryRow } from './deliveries.ts'
import { createDeletionStore } from './deletions.ts'
import { rowOfDeliveryId } from './delivery-id.ts'
import { createDeliveryList } from './delivery-list.ts'
import { createEraser } from './eraser.ts'
import { createEventList } from './event-list.ts'
import type { EventRow } from './event-row.ts'
import { createReplayEventStore } from './replay-events.ts'
import { createReplayStore } from './replays.ts'
import type { Tally } from './tally.ts'
import type { TextIndex } from './text-index.ts'

/** How long a deletion can be undone. */
const UNDO_MS = 600_000
/** Rows of one step, for which a delivery may have to wait. */
const ROWS_A_STEP = 500
/** Beyond this a page reads its list again rather than to change it row by row. */
const ANNOUNCED_AT_MOST = 500

/** A step of a deletion. As long as there is a `next`, go on there under the same id. */
export interface DeletionStep {
  readonly deletionId: string
  readonly deleted: number
  readonly next: string | null
}

interface UndoStep {
  readonly restored: number
  readonly isDone: boolean
  readonly replayIds: readonly string[]
}

interface Begun {
  readonly deletionId?: string | undefined
  readonly before?: string | undefined
}

/**
 * Deleting, for ten minutes with a way back. What an app that ended left behind cannot be undone, but what it
 * had begun to bring back is brought back. A worker that takes over (`isRestart`) leaves all as it is.
 */
export function createDeletionOperations(
  store: StoreContext,
  text: TextIndex,
  endpointNames: () => ReadonlyMap<string, string>,
  isRestart: boolean
) {
  const { events, deliveries } = store
  const deletions = createDeletionStore(store)
  const replays = createReplayStore(store.db)
  const replayEvents = createReplayEventStore(store.db)
  const eraser = createEraser(store, text)
  const eventList = createEventList(store, text, endpointNames)
  const deliveryList = createDeliveryList(store, text, endpointNames)
  if (!isRestart) deletions.expire()

  /** Who asked for these goes on asking until they are done. */
  const asked = new Set<number>()

  const keyOf = (deletionId: string): number => Number(/^dlt_(\d{1,15})$/.exec(deletionId)?.[1] ?? 0)
  const run = (
    begun: Begun,
    next: string | null,
    hide: (key: number, changes: Changes, tally: Tally) => number
  ): DeletionStep =>
    store.write((changes, tally) => {
      const key = deletions.begin(Date.now(), begun.deletionId === undefined ? null : keyOf(begun.deletionId))
      const deleted = hide(key, changes, tally)
      announceFew(changes)
      return { deletionId: `dlt_${key}`, deleted, next }
    })
  const runEvents = (begun: Begun, ids: readonly string[], next: string | null): DeletionStep =>
    run(begun, next, (key, changes, tally) => {
      const found = distinct(ids, (id) => events.row(id)).filter((row) => row.deletion === null)
      for (const row of found) deletions.hideEvent(key, row, changes, tally)
      return found.length
    })
  const runDeliveries = (begun: Begun, ids: readonly string[], next: string | null): DeletionStep =>
    run(begun, next, (key, changes, tally) => {
      const found = distinct(ids, (id) => deliveries.row(rowOfDeliveryId(id)))
      const ofEvent = found.find((row) => row.event_seq !== null)
      if (ofEvent) {
        throw new AppError(
          'conflict',
          `Delivery del_${ofEvent.id} belongs to the event ${ofEvent.event_id} and is deleted with it. Nothing was deleted.`
        )
      }
      const visible = found.filter((row) => row.deletion === null)
      for (const row of visible) deletions.hideDelivery(key, row, changes, tally)
      return visible.length
    })
  const restoreSome = (key: number, rows: number): UndoStep =>
    store.write((changes, tally) => {
      deletions.beginUndo(key)
      const hiddenEvents = deletions.hiddenEvents(key, rows)
      for (const row of hiddenEvents) deletions.restoreEvent(row, changes, tally)
      const hidden = deletions.hiddenDeliveries(key, rows - hiddenEvents.length)
      for (const row of hidden) deletions.restoreDelivery(row, changes, tally)
      const hiddenReplays = replays.hidden(key, rows - hiddenEvents.length - hidden.length)
      for (const replay of hiddenReplays) replays.restore(replay.key)
      const restored = hiddenEvents.length + hidden.length + hiddenReplays.length
      const isDone = restored < rows
      if (isDone) deletions.end(key)
      announceFew(changes)
      return { restored, isDone, replayIds: hiddenReplays.map(({ id }) => id) }
    })
  const idsOf = (rows: readonly (EventSummary | DeliverySummary)[]): string[] => rows.map((row) => row.id)

  return {
    /** Passes over what is not there, so that deleting twice does no harm. */
    deleteEvents: (ids: readonly string[]): DeletionStep => runEvents({}, ids, null),
    deleteMatchingEvents(input: Begun & { query: string }): DeletionStep {
      const page = eventList.page({ query: input.query, before: input.before, limit: ROWS_A_STEP })
      return runEvents(input, idsOf(page.rows), page.next)
    },
    deleteDeliveries: (ids: readonly string[]): DeletionStep => runDeliveries({}, ids, null),
    deleteMatchingDeliveries(
      input: Begun & {
        verdict: Exclude<Verdict, 'verified'>
        kind?: DeliveryKind | undefined
        query?: string | undefined
      }
    ): DeletionStep {
      const { verdict, kind, query, before } = input
      const page = deliveryList.page({ verdict, kind, query }, { before }, ROWS_A_STEP)
      return runDeliveries(input, idsOf(page.rows), page.next)
    },
    /** The replay alone: its attempts stay with their events. */
    deleteReplay: (id: string): DeletionStep =>
      run({}, null, (deletion) => {
        const replay = replays.find(id)
        if (!replay) throw new AppError('not_found', `There is no replay ${id}.`)
        replays.hide(replay.key, deletion)
        return 1
      }),
    /** One step; call it until it is done. */
    undoDeletion(deletionId: string): UndoStep {
      const key = keyOf(deletionId)
      const began = deletions.timeOf(key)
      if (began === null || began <= Date.now() - UNDO_MS) {
        throw new AppError(
          'not_found',
          'This can no longer be brought back: it was undone already, or deleted for good after ten minutes.'
        )
      }
      const step = restoreSome(key, ROWS_A_STEP)
      if (step.isDone) asked.delete(key)
      else asked.add(key)
      return step
    },
    /** Goes on with what an app that ended in between had begun to bring back. True while there is more. */
    resumeUndo(rows: number): boolean {
      const key = deletions.undoing()
      if (key === null || asked.has(key)) return false
      restoreSome(key, rows)
      return true
    },
    /** Deletes for good what can no longer be undone, a slice at a time. True while there is more. */
    purgeSome: store.db.transaction((now: number, rows: number): boolean => {
      const key = deletions.due(now - UNDO_MS)
      if (key === null) return false
      const hiddenEvents = deletions.hiddenEvents(key, rows)
      for (const { seq } of hiddenEvents) eraser.event(seq)
      const hidden = deletions.hiddenDeliveries(key, rows - hiddenEvents.length)
      for (const { id } of hidden) eraser.delivery(id)
      const hiddenReplays = replays.hidden(key, rows - hiddenEvents.length - hidden.length)
      for (const replay of hiddenReplays) {
        replayEvents.removeAll(replay.key)
        replays.remove(replay.key)
      }
      if (hiddenEvents.length + hidden.length + hiddenReplays.length === 0) deletions.end(key)
      return true
    })
  }
}

/** The rows that there are, each once. */
function distinct<Row extends EventRow | DeliveryRow>(
  ids: readonly string[],
  find: (id: string) => Row | null
): Row[] {
  return [...new Set(ids)].flatMap((id) => find(id) ?? [])
}

function announceFew(changes: Changes): void {
  const { eventSeqs, deliveries, removedEvents, removedDeliveries } = changes
  const count = eventSeqs.size + deliveries.length + removedEvents.length + removedDeliveries.length
  if (count <= ANNOUNCED_AT_MOST) return
  eventSeqs.clear()
  for (const rows of [deliveries, removedEvents, removedDeliveries]) rows.length = 0
  changes.isWide = true
}
