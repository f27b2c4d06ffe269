import { announcements, type Announcement } from '#shared/contract.ts'
import type { DeliverySummary } from '#shared/models.ts'
import type { Connection } from './transports.ts'

type Change = Announcement<'deliveries.changed'>

export interface Follower {
  rows(): ReadonlyMap<string, DeliverySummary>
  /** Resolves as soon as the rows are as wanted, which is judged after each change. */
  until(isWanted: (rows: ReadonlyMap<string, DeliverySummary>) => boolean): Promise<void>
  stop(): void
}

/** Keeps a list of deliveries as a page must: subscribe, read, then merge what came meanwhile by `seq`. */
export function followDeliveries(connection: Connection): Follower {
  let rows = new Map<string, DeliverySummary>()
  let seq = 0
  let held: Change[] | null = []
  let turn = 0
  const waiting = new Set<() => void>()

  const apply = (change: Change) => {
    if (held) return void held.push(change)
    if (change.seq <= seq) return
    if (change.stale) return void load()
    seq = change.seq
    for (const row of change.upserted) rows.set(row.id, row)
    for (const id of change.removed) rows.delete(id)
    waiting.forEach((look) => look())
  }
  const load = async () => {
    const mine = ++turn
    held = []
    const reply = await connection.request('deliveries.list', { limit: 500 })
    if (!reply.ok) throw new Error(reply.error.message)
    if (mine !== turn) return
    const snapshot = reply.value as { seq: number; rows: DeliverySummary[] }
    const changes = held
    held = null
    seq = snapshot.seq
    rows = new Map(snapshot.rows.map((row) => [row.id, row]))
    changes.forEach(apply)
    waiting.forEach((look) => look())
  }
  const stop = connection.subscribe(
    (name, payload) => {
      if (name === 'deliveries.changed') apply(announcements['deliveries.changed'].parse(payload))
    },
    () => void load()
  )
  void connection.listening().then(load)
  return {
    rows: () => rows,
    stop,
    until: (isWanted) =>
      new Promise((resolve) => {
        const look = () => {
          if (!isWanted(rows)) return
          waiting.delete(look)
          resolve()
        }
        waiting.add(look)
        look()
      })
  }
}
