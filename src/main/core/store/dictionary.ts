import type { Database } from 'better-sqlite3'
import { actionOfType, currentTypeName } from '#shared/event-types.ts'
import type { EventSummary } from '#shared/models.ts'

export interface TypeEntry {
  readonly key: number
  readonly id: string
  readonly canonical: string
  readonly action: EventSummary['action']
  readonly count: number
}

export interface OrganizationEntry {
  readonly key: number
  readonly id: string
  readonly name: string | null
  readonly count: number
}

/** Beyond this many remembered keys the memory is emptied; the table has them all. */
const REMEMBERED = 50_000

export type Dictionary = ReturnType<typeof createDictionary>

/** Names that many events share, each kept once under a number. Call the `keyOf…` inside a transaction. */
export function createDictionary(db: Database) {
  const findType = db.prepare<[string], { key: number }>(`SELECT key FROM types WHERE id = ?`)
  const insertType = db.prepare(`INSERT INTO types (id, canonical, action) VALUES (?, ?, ?)`)
  const allTypes = db.prepare<[], TypeEntry>(`SELECT * FROM types ORDER BY count DESC, id`)
  const findOrganization = db.prepare<[string], { key: number }>(`SELECT key FROM organizations WHERE id = ?`)
  const insertOrganization = db.prepare(`INSERT INTO organizations (id) VALUES (?)`)
  const allOrganizations = db.prepare<[], OrganizationEntry>(
    `SELECT * FROM organizations ORDER BY count DESC, id`
  )
  const nameOrganization = db.prepare<[string, string, string]>(
    `UPDATE organizations SET name = ? WHERE id = ? AND name IS NOT ?`
  )
  const findEntity = db.prepare<[string], { key: number }>(`SELECT key FROM entities WHERE id = ?`)
  const insertEntity = db.prepare(`INSERT INTO entities (id) VALUES (?)`)

  const remember = (
    find: { get(id: string): { key: number } | undefined },
    insert: (id: string) => number | bigint
  ) => {
    const keys = new Map<string, number>()
    return {
      keyOf(id: string): number {
        const known = keys.get(id)
        if (known !== undefined) return known
        if (keys.size >= REMEMBERED) keys.clear()
        const key = find.get(id)?.key ?? Number(insert(id))
        keys.set(id, key)
        return key
      },
      forget: () => keys.clear()
    }
  }
  const types = remember(findType, (id) => {
    const canonical = currentTypeName(id)
    return insertType.run(id, canonical, actionOfType(canonical)).lastInsertRowid
  })
  const organizations = remember(findOrganization, (id) => insertOrganization.run(id).lastInsertRowid)
  const entities = remember(findEntity, (id) => insertEntity.run(id).lastInsertRowid)

  return {
    keyOfType: types.keyOf,
    keyOfOrganization: organizations.keyOf,
    keyOfEntity: entities.keyOf,
    /** Null for an entity of which there never was an event. */
    findEntity: (id: string): number | null => findEntity.get(id)?.key ?? null,
    types: (): TypeEntry[] => allTypes.all(),
    organizations: (): OrganizationEntry[] => allOrganizations.all(),
    /** Keeps the name of a known organisation; true when rows that show it have changed with that. */
    nameOrganization: (id: string, name: string): boolean => nameOrganization.run(name, id, name).changes > 0,
    /** After a rollback: what was remembered may never have been stored. */
    forget(): void {
      types.forget()
      organizations.forget()
      entities.forget()
    }
  }
}
