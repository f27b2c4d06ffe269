import type { Database } from 'better-sqlite3'
import type { SecretSummary } from '#shared/models.ts'

/** A secret at rest: everything but its value in clear, the value sealed by the vault. */
export interface SealedSecret {
  readonly id: string
  readonly kind: SecretSummary['kind']
  readonly label: string
  readonly lastFour: string
  readonly addedAt: number
  readonly sealed: Uint8Array
}

interface Row {
  id: string
  kind: SecretSummary['kind']
  label: string
  last_four: string
  added_at: number
  sealed: Buffer
}

export type SecretStore = ReturnType<typeof createSecretStore>

export function createSecretStore(db: Database) {
  const listRows = db.prepare<[], Row>(`SELECT * FROM secrets ORDER BY added_at, id`)
  const insertRow = db.prepare(
    `INSERT INTO secrets (id, kind, label, last_four, added_at, sealed) VALUES (?, ?, ?, ?, ?, ?)`
  )
  const removeRow = db.prepare<[string]>(`DELETE FROM secrets WHERE id = ?`)
  return {
    list: (): SealedSecret[] =>
      listRows.all().map((row) => ({
        id: row.id,
        kind: row.kind,
        label: row.label,
        lastFour: row.last_four,
        addedAt: row.added_at,
        sealed: row.sealed
      })),
    insert(secret: SealedSecret): void {
      insertRow.run(secret.id, secret.kind, secret.label, secret.lastFour, secret.addedAt, secret.sealed)
    },
    remove: (id: string): boolean => removeRow.run(id).changes > 0
  }
}
