import type { Database } from 'better-sqlite3'
import type { Endpoint } from '#shared/endpoint-models.ts'
import { endpointIdOf } from '../endpoints/endpoint-id.ts'

/** What of an endpoint can be chosen. */
export type EndpointFields = Omit<Endpoint, 'id' | 'createdAt'>

interface Row {
  key: number
  name: string
  path: string
  forward_targets: string
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
    `INSERT INTO endpoints (name, path, forward_targets, answers, decisions, created_at) VALUES (?, ?, ?, ?, ?, ?)`
  )
  const updateRow = db.prepare(
    `UPDATE endpoints SET name = ?, path = ?, forward_targets = ?, answers = ?, decisions = ? WHERE key = ?`
  )
  const removeRow = db.prepare<[number]>(`DELETE FROM endpoints WHERE key = ?`)
  const columns = ({ name, path, forwardTargets, answers, decisions }: EndpointFields) => [
    name,
    path,
    JSON.stringify(forwardTargets),
    JSON.stringify(answers),
    JSON.stringify(decisions)
  ]
  return {
    list: (): Endpoint[] => listRows.all().map(toEndpoint),
    find: (key: number): Endpoint | null => mapRow(findRow.get(key)),
    findByPath: (path: string): Endpoint | null => mapRow(findByPath.get(path)),
    insert: (fields: EndpointFields, createdAt: number): number =>
      Number(insertRow.run(...columns(fields), createdAt).lastInsertRowid),
    update: (key: number, fields: EndpointFields): void => void updateRow.run(...columns(fields), key),
    remove: (key: number): boolean => removeRow.run(key).changes > 0
  }
}

const mapRow = (row: Row | undefined): Endpoint | null => (row ? toEndpoint(row) : null)

function toEndpoint(row: Row): Endpoint {
  return {
    id: endpointIdOf(row.key),
    name: row.name,
    path: row.path,
    forwardTargets: JSON.parse(row.forward_targets) as string[],
    answers: JSON.parse(row.answers) as Endpoint['answers'],
    decisions: JSON.parse(row.decisions) as Endpoint['decisions'],
    createdAt: row.created_at
  }
}
