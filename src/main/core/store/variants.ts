import type { Database } from 'better-sqlite3'
import type { HeaderPair } from '#shared/models.ts'
import type { Variant } from '#shared/replay-models.ts'

interface Row {
  id: string
  event_id: string
  name: string
  body: string
  headers: string
  saved_at: number
}

const SELECT = `SELECT v.*, (SELECT e.id FROM events e WHERE e.seq = v.event_seq) AS event_id FROM variants v`

export type VariantStore = ReturnType<typeof createVariantStore>

/** Edited forms of events, in the order in which they were made. */
export function createVariantStore(db: Database) {
  const listRows = db.prepare<[number], Row>(`${SELECT} WHERE v.event_seq = ? ORDER BY v.key`)
  const findRow = db.prepare<[string], Row>(`${SELECT} WHERE v.id = ?`)
  const insertRow = db.prepare(
    `INSERT INTO variants (id, event_seq, name, body, headers, saved_at) VALUES (?, ?, ?, ?, ?, ?)`
  )
  const updateRow = db.prepare(
    `UPDATE variants SET name = ?, body = ?, headers = ?, saved_at = ? WHERE id = ?`
  )
  const removeRow = db.prepare<[string]>(`DELETE FROM variants WHERE id = ?`)
  return {
    list: (eventSeq: number): Variant[] => listRows.all(eventSeq).map(toVariant),
    find(id: string): Variant | null {
      const row = findRow.get(id)
      return row ? toVariant(row) : null
    },
    insert(eventSeq: number, { id, name, body, headers, savedAt }: Omit<Variant, 'eventId'>): void {
      insertRow.run(id, eventSeq, name, body, JSON.stringify(headers), savedAt)
    },
    update({ id, name, body, headers, savedAt }: Omit<Variant, 'eventId'>): void {
      updateRow.run(name, body, JSON.stringify(headers), savedAt, id)
    },
    remove: (id: string): void => void removeRow.run(id)
  }
}

const toVariant = (row: Row): Variant => ({
  id: row.id,
  eventId: row.event_id,
  name: row.name,
  body: row.body,
  headers: JSON.parse(row.headers) as HeaderPair[],
  savedAt: row.saved_at
})
