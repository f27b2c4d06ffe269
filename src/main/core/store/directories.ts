import type { Database } from 'better-sqlite3'
import type { Provider } from '#shared/mapping-models.ts'
import type { ToldProvider } from '../mapping/guess-provider.ts'

type ProviderRow =
  | { readonly source: 'user'; readonly provider: Provider }
  | { readonly source: 'guess'; readonly provider: Provider }
  | { readonly source: ToldProvider['by']; readonly provider: string; readonly type: string }

export type Directories = ReturnType<typeof createDirectories>

/** What is known of the provider of an organisation's directory: the user's choice, and what events say. */
export function createDirectories(db: Database) {
  const all = db.prepare<[number], ProviderRow>(
    `SELECT source, provider, type FROM directory_providers WHERE organization = ?`
  )
  const write = db.prepare<[number, string, string, string | null, number | null]>(`
    INSERT INTO directory_providers (organization, source, provider, type, at) VALUES (?, ?, ?, ?, ?)
      ON CONFLICT (organization, source) DO UPDATE SET provider = excluded.provider, type = excluded.type, at = excluded.at
        WHERE excluded.at IS NULL OR excluded.at >= at`)
  const remove = db.prepare<[number]>(
    `DELETE FROM directory_providers WHERE organization = ? AND source = 'user'`
  )

  const known = db.prepare<[], { organization: string; provider: Provider }>(`
    SELECT o.id AS organization, provider
      FROM directory_providers p JOIN organizations o ON o.key = p.organization WHERE source IN ('guess', 'user')
      ORDER BY source -- what the user chose comes last and so counts
    `)

  return {
    /** The providers of all organisations of which it is known, by their ids. */
    providers: (): ReadonlyMap<string, Provider> =>
      new Map(known.all().map(({ organization, provider }) => [organization, provider])),
    find(organization: number): { readonly chosen: Provider | null; readonly told: readonly ToldProvider[] } {
      const rows = all.all(organization)
      return {
        chosen: rows.find((row) => row.source === 'user')?.provider ?? null,
        told: rows.flatMap((row) =>
          row.source === 'directory' || row.source === 'connection'
            ? { by: row.source, name: row.provider, type: row.type }
            : []
        )
      }
    },
    /** Null takes the choice back. */
    choose(organization: number, provider: Provider | null): void {
      if (provider === null) remove.run(organization)
      else write.run(organization, 'user', provider, null, null)
    },
    /** What its events look like, with all that they say. */
    guess: (organization: number, provider: Provider, at: number): void =>
      void write.run(organization, 'guess', provider, null, at),
    /** The latest event that says it counts. */
    tell: (organization: number, { by, name, type }: ToldProvider, at: number): void =>
      void write.run(organization, by, name, type, at)
  }
}
