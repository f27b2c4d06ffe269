import type { StoreContext } from './context.ts'
import type { DeliveryRow } from './deliveries.ts'
import { searchText, type SearchTextSource } from './search-text.ts'

/** Bytes that one slice takes in: about 20 ms, for which a delivery may have to wait. */
const SLICE_BYTES = 500_000
/** The index knows which runs of three characters a text has, but not where: it names rows that may match. */
export const SHORTEST_INDEXED = 3

export const TEXT_SEARCH = `SELECT rowid FROM search WHERE search MATCH @match AND rowid < @before
  ORDER BY rowid DESC LIMIT @limit`

export type TextIndex = ReturnType<typeof createTextIndex>

/**
 * Full text over bodies, built behind the write path: the acknowledgement never waits for it. Everything up to
 * a mark is in the index; what came after it is found by reading.
 */
export function createTextIndex({ db, bodies, tally }: StoreContext) {
  const nextRows = db.prepare<[number, number], DeliveryRow & SearchTextSource>(`
    SELECT d.*, e.label, e.note,
      (SELECT t.canonical FROM types t WHERE t.key = e.type) AS canonical,
      (SELECT o.name FROM organizations o WHERE o.key = e.organization) AS organization_name
      FROM deliveries d LEFT JOIN events e ON e.seq = d.id WHERE d.id > ? ORDER BY d.id LIMIT ?`)
  const oneRow = db.prepare<[number], DeliveryRow & SearchTextSource>(`
    SELECT d.*, e.label, e.note,
      (SELECT t.canonical FROM types t WHERE t.key = e.type) AS canonical,
      (SELECT o.name FROM organizations o WHERE o.key = e.organization) AS organization_name
      FROM deliveries d LEFT JOIN events e ON e.seq = d.id WHERE d.id = ?`)
  const insertText = db.prepare<[number, string]>(`INSERT OR REPLACE INTO search (rowid, text) VALUES (?, ?)`)
  const deleteText = db.prepare<[number]>(`DELETE FROM search WHERE rowid = ?`)
  const match = db.prepare<[{ match: string; before: number; limit: number }], number>(TEXT_SEARCH).pluck()
  const countAfter = db.prepare<[number], number>(`SELECT count(*) FROM deliveries WHERE id > ?`).pluck()

  const textOfRow = (row: DeliveryRow & SearchTextSource): string => {
    const arrived = bodies.find(row.id)
    return arrived ? searchText(row, arrived) : ''
  }
  /** A repeated delivery with the same body adds nothing to find. */
  const isWorthIndexing = ({ event_seq: event, id, conflict }: DeliveryRow): boolean =>
    event === null || event === id || conflict === 1

  const indexSlice = db.transaction((rows: number): boolean => {
    let bytes = 0
    let last = tally.markOf('indexed')
    let taken = 0
    for (const row of nextRows.all(last, rows)) {
      if (isWorthIndexing(row)) {
        const text = textOfRow(row)
        insertText.run(row.id, text)
        bytes += text.length
      }
      last = row.id
      taken++
      if (bytes > SLICE_BYTES) break
    }
    if (taken > 0) tally.mark('indexed', last)
    return taken === rows || bytes > SLICE_BYTES
  })

  return {
    /** Takes in the next so many deliveries. True while more may be waiting. */
    indexSome: (rows: number): boolean => indexSlice(rows),
    /** The last row that is in the index, with all before it. */
    indexedTo: (): number => tally.markOf('indexed'),
    waiting: (): number => countAfter.get(tally.markOf('indexed')) ?? 0,
    /** For a row that takes its place among those that are indexed already, or whose note is another now. Inside the caller's transaction. */
    indexLate(row: number): void {
      const found = row <= tally.markOf('indexed') ? oneRow.get(row) : undefined
      if (found && isWorthIndexing(found)) insertText.run(row, textOfRow(found))
    },
    remove: (row: number) => void deleteText.run(row),
    /** Rows whose text may have all of the needles, newest first. Each needle has three characters at least. */
    search: (needles: readonly string[], before: number, limit: number): number[] =>
      match.all({ match: needles.flatMap(piecesOf).map(quote).join(' '), before, limit }),
    /** What a row is searched by, folded. */
    textOf(row: number): string {
      const found = oneRow.get(row)
      return found ? textOfRow(found) : ''
    }
  }
}

/** Enough of a needle to leave few rows; more of it costs more than it saves. */
const MOST_PIECES = 12

/** Runs of three characters that cover a needle from its beginning and its very end. */
function piecesOf(needle: string): string[] {
  const characters = Array.from(needle)
  const starts = new Set([characters.length - SHORTEST_INDEXED])
  for (let start = 0; start < characters.length - SHORTEST_INDEXED && starts.size < MOST_PIECES;)
    starts.add((start += SHORTEST_INDEXED) - SHORTEST_INDEXED)
  return [...starts].map((start) => characters.slice(start, start + SHORTEST_INDEXED).join(''))
}

const quote = (needle: string): string => `"${needle.replaceAll('"', '""')}"`
