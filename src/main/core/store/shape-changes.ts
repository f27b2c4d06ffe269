import type { Database } from 'better-sqlite3'
import type { ShapeChange } from '#shared/mapping-models.ts'
import type { Finding } from '../mapping/drift.ts'
import { newsText } from '../mapping/news-text.ts'

interface ChangeRow {
  readonly key: number
  readonly kind: ShapeChange['kind']
  readonly type: string
  readonly organization_id: string | null
  readonly organization_name: string | null
  readonly path: string
  readonly before: string | null
  readonly after: string | null
  readonly again: number
  readonly at: number
  readonly event_id: string | null
  readonly seen: number
}

const SELECT = `SELECT c.*, o.id AS organization_id, o.name AS organization_name,
  (SELECT e.id FROM events e WHERE e.id = c.event AND e.deletion IS NULL) AS event_id
  FROM shape_changes c LEFT JOIN organizations o ON o.key = c.organization`

/** The statements that list what came, went or changed, latest first. */
export const CHANGE_READS = {
  page: `${SELECT} WHERE c.key < ? ORDER BY c.key DESC LIMIT ?`,
  ofEvent: `${SELECT} WHERE c.event = ? AND c.key < ? ORDER BY c.key DESC LIMIT ?`,
  one: `${SELECT} WHERE c.key = ?`,
  ofOrganization: `${SELECT} WHERE c.organization = ? ORDER BY c.key DESC LIMIT ?`
} as const

export function createShapeChanges(db: Database) {
  const insert = db.prepare(
    `INSERT INTO shape_changes (organization, kind, type, path, before, after, again, at, event) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`
  )
  const page = db.prepare<[number, number], ChangeRow>(CHANGE_READS.page)
  const ofEvent = db.prepare<[string, number, number], ChangeRow>(CHANGE_READS.ofEvent)
  const one = db.prepare<[number], ChangeRow>(CHANGE_READS.one)
  const ofOrganization = db.prepare<[number, number], ChangeRow>(CHANGE_READS.ofOrganization)
  const countUnseen = db.prepare<[], number>(`SELECT count(*) FROM shape_changes WHERE seen = 0`).pluck()
  const markOne = db.prepare<[number]>(`UPDATE shape_changes SET seen = 1 WHERE key = ? AND seen = 0`)
  const unseen = db.prepare<[], number>(`SELECT key FROM shape_changes WHERE seen = 0`).pluck()

  return {
    /** Keeps what was found in an event; of a type anywhere with organisation 0. Inside the caller's transaction. */
    add(
      organization: number,
      type: string,
      { kind, path, before, after, again, at, eventId }: Finding
    ): ShapeChange[] {
      const { lastInsertRowid } = insert.run(
        organization,
        kind,
        type,
        path,
        before,
        after,
        again ? 1 : 0,
        at,
        eventId
      )
      const row = one.get(Number(lastInsertRowid))
      return row ? [toShapeChange(row)] : []
    },
    page: (before: number, limit: number): Page => toPage(page.all(before, limit + 1), limit),
    ofEvent: (event: string, before: number, limit: number): Page =>
      toPage(ofEvent.all(event, before, limit + 1), limit),
    ofOrganization: (organization: number, limit: number): ShapeChange[] =>
      ofOrganization.all(organization, limit).map(toShapeChange),
    unseen: (): number => countUnseen.get() ?? 0,
    /** Without ids: all. Returns what was not seen before. Inside the caller's transaction. */
    markSeen: (ids: readonly string[] | undefined): ShapeChange[] =>
      (ids?.map(keyOfChange) ?? unseen.all()).flatMap((key) => {
        const row = markOne.run(key).changes > 0 ? one.get(key) : undefined
        return row ? [toShapeChange(row)] : []
      })
  }
}

interface Page {
  readonly rows: ShapeChange[]
  readonly next: string | null
}

/** One row more than the page holds tells that there is a next one. */
function toPage(rows: readonly ChangeRow[], limit: number): Page {
  const last = rows.length > limit ? rows[limit - 1] : undefined
  return { rows: rows.slice(0, limit).map(toShapeChange), next: last ? String(last.key) : null }
}

const toShapeChange = (row: ChangeRow): ShapeChange => {
  const change = {
    id: `shp_${row.key}`,
    kind: row.kind,
    type: row.type,
    organizationId: row.organization_id,
    organizationName: row.organization_name,
    path: row.path,
    before: row.before,
    after: row.after,
    at: row.at,
    eventId: row.event_id,
    seen: row.seen === 1
  }
  return { ...change, text: newsText(change, row.again === 1) }
}

/** 0, which is none, for what is no id. */
const keyOfChange = (id: string): number => Number(/^shp_(\d{1,15})$/.exec(id)?.[1] ?? 0)
