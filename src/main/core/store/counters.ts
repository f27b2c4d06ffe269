import type { Database } from 'better-sqlite3'

export type CounterName = 'events' | 'verified' | 'rejected' | 'unchecked'
export type CounterStore = ReturnType<typeof createCounterStore>

/** Totals kept up to date by whoever writes, because counting a million rows takes a noticeable while. */
export function createCounterStore(db: Database) {
  const addRow = db.prepare<[number, string]>(`UPDATE counters SET value = value + ? WHERE name = ?`)
  const readRow = db.prepare<[string], { value: number }>(`SELECT value FROM counters WHERE name = ?`)
  const read = (name: CounterName): number => readRow.get(name)?.value ?? 0
  return {
    /** Call inside the transaction that changes the rows. */
    add(changes: Readonly<Record<CounterName, number>>): void {
      for (const [name, by] of Object.entries(changes)) if (by !== 0) addRow.run(by, name)
    },
    all: () => ({
      events: read('events'),
      verified: read('verified'),
      rejected: read('rejected'),
      unchecked: read('unchecked')
    })
  }
}
