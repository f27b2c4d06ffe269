import type { Database } from 'better-sqlite3'

export type SettingStore = ReturnType<typeof createSettingStore>

/** Name to JSON value. What the names mean, and their defaults, is the core's business. */
export function createSettingStore(db: Database) {
  const listRows = db.prepare<[], { name: string; value: string }>(`SELECT name, value FROM settings`)
  const setRow = db.prepare<[string, string]>(
    `INSERT INTO settings (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value`
  )
  return {
    all: (): Record<string, unknown> =>
      Object.fromEntries(listRows.all().map((row) => [row.name, JSON.parse(row.value) as unknown])),
    /** All or none. */
    set: db.transaction((values: Readonly<Record<string, unknown>>) => {
      for (const [name, value] of Object.entries(values)) setRow.run(name, JSON.stringify(value))
    })
  }
}
