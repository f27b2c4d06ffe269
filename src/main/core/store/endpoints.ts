import type { Database } from 'better-sqlite3'
import type { Endpoint } from '#shared/endpoint-models.ts'
import { endpointIdOf } from '../endpoints/endpoint-id.ts'

/** An endpoint without what is kept in memory only. */
export type StoredEndpoint = Omit<Endpoint, 'failure'>
/** What of it can be chosen. */
export type EndpointFields = Omit<StoredEndpoint, 'id' | 'createdAt'>

interface Row {
  key: number
  name: string
  path: string
  forward_targets: string
  forwarding: string
  answers: string
  decisions: string
  created_at: number
}

export type EndpointStore = ReturnType<typeof createEndpointStore>

export function createEndpointStore(db: Database) {
  const listRows = db.prepare<[], Row>(`SELECT * FROM endpoints ORDER BY key`)
  const findRow = db.prepare<[number], Row>(`SELECT * FROM endpoints WHERE key = ?`)
  const findByPath = db.prepare<[string], Row>(`SELECT * FROM endpoints WHERE path = ?`)
  const insertRow = db.prepare(
    `INSERT INTO endpoints (name, path, forward_targets, forwarding, answers, decisions, created_at)
      VALUES (?, ?, ?, ?, ?, ?, ?)`
  )
  const updateRow = db.prepare(
    `UPDATE endpoints SET name = ?, path = ?, forward_targets = ?, forwarding = ?, answers = ?, decisions = ?
      WHERE key = ?`
  )
  const removeRow = db.prepare<[number]>(`DELETE FROM endpoints WHERE key = ?`)
  const columns = ({ name, path, forwardTargets, forwarding, answers, decisions }: EndpointFields) => [
    name,
    path,
    JSON.stringify(forwardTargets),
    JSON.stringify(forwarding),
    JSON.stringify(answers),
    JSON.stringify(decisions)
  ]
  return {
    list: (): StoredEndpoint[] => listRows.all().map(toEndpoint),
    find: (key: number): StoredEndpoint | null => mapRow(findRow.get(key)),
    findByPath: (path: string): StoredEndpoint | null => mapRow(findByPath.get(path)),
    insert: (fields: EndpointFields, createdAt: number): number =>
      Number(insertRow.run(...columns(fields), createdAt).lastInsertRowid),
    update: (key: number, fields: EndpointFields): void => void updateRow.run(...columns(fields), key),
    remove: (key: number): boolean => removeRow.run(key).changes > 0
  }
}

const mapRow = (row: Row | undefined): StoredEndpoint | null => (row ? toEndpoint(row) : null)

function toEndpoint(row: Row): StoredEndpoint {
  return {
    id: endpointIdOf(row.key),
    name: row.name,
    path: row.path,
    forwardTargets: JSON.parse(row.forward_targets) as string[],
    forwarding: JSON.parse(row.forwarding) as Endpoint['forwarding'],
    answers: JSON.parse(row.answers) as Endpoint['answers'],
    decisions: JSON.parse(row.decisions) as Endpoint['decisions'],
    createdAt: row.created_at
  }
}
