import type { Database } from 'better-sqlite3'
import type { SecretSummary } from '#shared/models.ts'

/** A secret at rest: everything but its value in clear, the value sealed by the vault. */
export interface SealedSecret {
  readonly id: string
  readonly kind: SecretSummary['kind']
  /** The key of the endpoint that a signing secret belongs to; null for the other kinds. */
  readonly endpoint: number | null
  readonly label: string
  readonly lastFour: string
  readonly addedAt: number
  readonly sealed: Uint8Array
}

interface Row {
  id: string
  kind: SecretSummary['kind']
  endpoint: number | null
  label: string
  last_four: string
  added_at: number
  sealed: Buffer
}

export type SecretStore = ReturnType<typeof createSecretStore>

export function createSecretStore(db: Database) {
  const listRows = db.prepare<[], Row>(`SELECT * FROM secrets ORDER BY added_at, id`)
  const insertRow = db.prepare(
    `INSERT INTO secrets (id, kind, endpoint, label, last_four, added_at, sealed) VALUES (?, ?, ?, ?, ?, ?, ?)`
  )
  const removeRow = db.prepare<[string]>(`DELETE FROM secrets WHERE id = ?`)
  const removeRowsOf = db.prepare<[number]>(`DELETE FROM secrets WHERE endpoint = ?`)
  return {
    list: (): SealedSecret[] =>
      listRows.all().map((row) => ({
        id: row.id,
        kind: row.kind,
        endpoint: row.endpoint,
        label: row.label,
        lastFour: row.last_four,
        addedAt: row.added_at,
        sealed: row.sealed
      })),
    insert({ id, kind, endpoint, label, lastFour, addedAt, sealed }: SealedSecret): void {
      insertRow.run(id, kind, endpoint, label, lastFour, addedAt, sealed)
    },
    remove: (id: string): boolean => removeRow.run(id).changes > 0,
    removeOf: (endpoint: number): void => void removeRowsOf.run(endpoint)
  }
}
