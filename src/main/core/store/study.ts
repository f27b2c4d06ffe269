import type { JsonNode } from '#shared/json-text.ts'
import type { Changes, StoreContext } from './context.ts'
import { SELECT_EVENT, type EventRow } from './event-row.ts'
import { readPayload } from './read-payload.ts'

/** An event as those see it who learn from it: its row, and its body as it was read. */
export interface StudiedEvent {
  readonly row: EventRow
  readonly body: JsonNode
  /** Its place is among those that were studied already. */
  readonly isLate: boolean
}

/**
 * Learns from each event, in the order of their rows, inside the caller's transaction. Sees an event again when
 * an earlier delivery turns up that it shows from then on.
 */
export type Student = (event: StudiedEvent, changes: Changes) => void

/** For one who adds up: opened for each batch, it sees each event once in all, and writes in the end what it learned. */
export type OpenBatch = (changes: Changes) => { learn(event: StudiedEvent): void; keep(): void }

/** Nothing is learned from larger bodies: reading one would hold up deliveries. */
const LARGEST_STUDIED_BYTES = 1_000_000
/** Bytes that one slice reads: about 20 ms. */
const SLICE_BYTES = 300_000

/** The statements that go through the events. */
export const STUDY_READS = {
  next: `${SELECT_EVENT} WHERE e.seq > ? AND e.deletion IS NULL ORDER BY e.seq LIMIT ?`,
  one: `${SELECT_EVENT} WHERE e.seq = ? AND e.deletion IS NULL`,
  anyAfter: `SELECT seq FROM events WHERE seq > ? AND deletion IS NULL LIMIT 1`
} as const

export type Study = ReturnType<typeof createStudy>

/** Reads each event once more behind the acknowledgement, for all who learn from events. */
export function createStudy(
  store: StoreContext,
  students: readonly Student[],
  openBatches: readonly OpenBatch[] = []
) {
  const { db, bodies, deliveries, tally } = store
  const nextRows = db.prepare<[number, number], EventRow>(STUDY_READS.next)
  const oneRow = db.prepare<[number], EventRow>(STUDY_READS.one)
  const anyAfter = db.prepare<[number], number>(STUDY_READS.anyAfter).pluck()

  const read = (row: EventRow, isLate: boolean): StudiedEvent | null => {
    const body = readPayload(bodies, { seq: row.seq, bytes: row.body_bytes }, LARGEST_STUDIED_BYTES)
    return body && { row, body, isLate }
  }
  /** It bore the number of a later delivery when it was studied: its first one has turned up since. */
  const wasStudied = (row: EventRow, mark: number): boolean =>
    row.delivery_count > 1 && deliveries.repeatedOf(row.seq).some((other) => other <= mark)

  return {
    /** Takes in the next so many events. True while more may be waiting. */
    studySome(rows: number): boolean {
      const from = tally.markOf('studied')
      if (anyAfter.get(from) === undefined) return false
      return store.write((changes) => {
        const batches = openBatches.map((open) => open(changes))
        let bytes = 0
        let taken = 0
        let last = from
        for (const row of nextRows.all(from, rows)) {
          const event = read(row, false)
          if (event) {
            for (const learn of students) learn(event, changes)
            for (const batch of batches) batch.learn(event)
          }
          last = row.seq
          taken++
          bytes += row.body_bytes
          if (bytes > SLICE_BYTES) break
        }
        for (const batch of batches) batch.keep()
        tally.mark('studied', last)
        return taken === rows || bytes > SLICE_BYTES
      })
    },
    /**
     * For the event of a delivery that takes its place among those that were studied already. Inside the caller's
     * transaction, with the delivery linked to its event.
     */
    studyLate(seq: number, changes: Changes): void {
      const mark = tally.markOf('studied')
      const row = seq <= mark ? oneRow.get(seq) : undefined
      const event = row && read(row, true)
      if (!row || !event) return
      for (const learn of students) learn(event, changes)
      if (wasStudied(row, mark)) return
      for (const open of openBatches) {
        const batch = open(changes)
        batch.learn(event)
        batch.keep()
      }
    }
  }
}
