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

/** What a secret has verified that is still here. Outlives the secret. */
export interface SecretUse {
  readonly id: string
  readonly verified: number
  /** Receipt of the latest. */
  readonly lastVerifiedAt: number | null
}

export const SECRET_USE = `
  SELECT substr(c.name, 8) AS id, c.value AS verified, (SELECT d.received_at FROM deliveries d
      WHERE d.secret_id = substr(c.name, 8) AND d.deletion IS NULL ORDER BY d.id DESC LIMIT 1) AS lastVerifiedAt
    FROM counters c WHERE c.name >= 'secret:' AND c.name < 'secret;' AND c.value > 0`

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
  const readUse = db.prepare<[], SecretUse>(SECRET_USE)
  return {
    use: (): SecretUse[] => readUse.all(),
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
