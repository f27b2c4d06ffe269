import type { Database } from 'better-sqlite3'
import type { Verdict } from '#shared/models.ts'
import { AppError } from '#shared/errors.ts'
import type { HistogramBar } from '#shared/total-models.ts'
import { latestKey, timeKey } from './time-key.ts'

export type CounterName =
  | 'events'
  | Verdict
  | 'interceptors'
  /** Of the bodies that events show. */
  | 'bytes'
  | FlagName
  | `endpoint:${number}`
  /** Deliveries that it verified. */
  | `secret:${string}`
export type FlagName = 'starred' | 'replayed' | 'retried' | 'conflict' | 'late' | 'sample' | 'noted'
type BarField = 'events' | 'rejected' | 'unchecked'

export const WIDTHS = { minute: 60_000, hour: 3_600_000, day: 86_400_000 } as const
export type BarWidth = keyof typeof WIDTHS | 'second'
/** A day is 24 hours added up; only these two are kept. */
const KEPT_WIDTHS = [WIDTHS.minute, WIDTHS.hour]

const SECOND = 1_000
/** Seconds are not kept but counted, up to so many events in a span of so many minutes. */
const MOST_BY_SECOND = 20_000
const MOST_MINUTES = 60

/** From so many events on, an hour is told minute by minute. */
const MANY_AN_HOUR = 250

export const TALLY_READS = {
  eventsByTime: `SELECT at, events FROM histogram WHERE width = @kept AND at >= @from AND at < @to AND events > 0
    ORDER BY at DESC`,
  eventTimes: `SELECT first_seen_at FROM events WHERE seq >= @after AND seq < @before
    AND first_seen_at >= @from AND first_seen_at < @to AND deletion IS NULL`,
  deliveryTimes: `SELECT received_at FROM deliveries WHERE event_seq IS NULL AND kind = 'webhook' AND verdict = @verdict
    AND id >= @after AND id < @before AND received_at >= @from AND received_at < @to AND deletion IS NULL`
} as const

/** What one transaction changes in the totals, added up so that a batch writes each of them once. */
export interface Tally {
  count(name: CounterName, by: number): void
  type(key: number, by: number): void
  organization(key: number, by: number): void
  bar(at: number, field: BarField, by: number): void
}

export type TallyStore = ReturnType<typeof createTallyStore>

/** Totals kept up to date by whoever writes, because counting a million rows takes a noticeable while. */
export function createTallyStore(db: Database) {
  const addCounter = db.prepare<[string, number]>(
    `INSERT INTO counters (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = value + excluded.value`
  )
  const addType = db.prepare<[number, number]>(`UPDATE types SET count = count + ? WHERE key = ?`)
  const addOrganization = db.prepare<[number, number]>(
    `UPDATE organizations SET count = count + ? WHERE key = ?`
  )
  const addBar = db.prepare<[number, number, number, number, number]>(`
    INSERT INTO histogram (width, at, events, rejected, unchecked) VALUES (?, ?, ?, ?, ?)
      ON CONFLICT (width, at) DO UPDATE SET events = events + excluded.events,
        rejected = rejected + excluded.rejected, unchecked = unchecked + excluded.unchecked`)
  const removeEmptyBar = db.prepare<[number, number]>(
    `DELETE FROM histogram WHERE width = ? AND at = ? AND events = 0 AND rejected = 0 AND unchecked = 0`
  )
  const readCounter = db.prepare<[string], number>(`SELECT value FROM counters WHERE name = ?`).pluck()
  const readCounters = db.prepare<[], { name: string; value: number }>(`SELECT name, value FROM counters`)
  const setCounter = db.prepare<[string, number]>(
    `INSERT INTO counters (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value`
  )
  const readBars = db.prepare<[{ kept: number; width: number; from: number; to: number }], HistogramBar>(`
    SELECT at - at % CAST(@width AS INTEGER) AS at, sum(events) AS events, sum(rejected) AS rejected, sum(unchecked) AS unchecked
      FROM histogram WHERE width = @kept AND at >= @from AND at < @to AND events + rejected + unchecked > 0
      GROUP BY 1 ORDER BY 1`)

  const readEvents = db.prepare<[{ kept: number; from: number; to: number }], { at: number; events: number }>(
    TALLY_READS.eventsByTime
  )

  type Span = { readonly from: number; readonly to: number }
  type Rows = Span & { readonly after: number; readonly before: number }
  const eventTimes = db.prepare<[Rows], number>(TALLY_READS.eventTimes).pluck()
  const deliveryTimes = db.prepare<[Rows & { verdict: Verdict }], number>(TALLY_READS.deliveryTimes).pluck()
  const keptBars = (width: keyof typeof WIDTHS, span: Span): HistogramBar[] =>
    readBars.all({
      kept: width === 'minute' ? WIDTHS.minute : WIDTHS.hour,
      width: WIDTHS[width],
      ...span
    })
  const secondBars = (span: Span): HistogramBar[] => {
    const minutes = keptBars('minute', { ...span, from: span.from - WIDTHS.minute })
    const all = minutes.reduce((sum, bar) => sum + bar.events + bar.rejected + bar.unchecked, 0)
    if (all > MOST_BY_SECOND || span.to - span.from > MOST_MINUTES * WIDTHS.minute) {
      throw new AppError(
        'invalid_input',
        `That is too much to count by the second: up to ${MOST_BY_SECOND} deliveries of ${MOST_MINUTES} minutes are. Ask by the minute.`
      )
    }
    const rows = {
      ...span,
      after: timeKey(span.from),
      before: latestKey(span.to, readCounter.get('ahead') ?? 0)
    }
    const bars = new Map<number, HistogramBar>()
    const add = (time: number, field: BarField) => {
      const at = time - (time % SECOND)
      const bar = bars.get(at) ?? { at, events: 0, rejected: 0, unchecked: 0 }
      bar[field]++
      bars.set(at, bar)
    }
    for (const time of eventTimes.all(rows)) add(time, 'events')
    for (const verdict of ['rejected', 'unchecked'] as const) {
      for (const time of deliveryTimes.all({ ...rows, verdict })) add(time, verdict)
    }
    return [...bars.values()].toSorted((a, b) => a.at - b.at)
  }

  const write = (
    counters: ReadonlyMap<CounterName, number>,
    types: ReadonlyMap<number, number>,
    organizations: ReadonlyMap<number, number>,
    bars: ReadonlyMap<number, Record<BarField, number>>
  ) => {
    for (const [name, by] of counters) if (by !== 0) addCounter.run(name, by)
    for (const [key, by] of types) if (by !== 0) addType.run(by, key)
    for (const [key, by] of organizations) if (by !== 0) addOrganization.run(by, key)
    for (const [minute, { events, rejected, unchecked }] of bars) {
      for (const width of KEPT_WIDTHS) {
        const at = Math.floor(minute / width) * width
        addBar.run(width, at, events, rejected, unchecked)
        if (events < 0 || rejected < 0 || unchecked < 0) removeEmptyBar.run(width, at)
      }
    }
  }

  return {
    /** Runs `work` and then writes what it tallied. Call it inside the transaction that changes the rows. */
    keep<T>(work: (tally: Tally) => T): T {
      const counters = new Map<CounterName, number>()
      const types = new Map<number, number>()
      const organizations = new Map<number, number>()
      const bars = new Map<number, Record<BarField, number>>()
      const add = <K>(map: Map<K, number>, key: K, by: number) => void map.set(key, (map.get(key) ?? 0) + by)
      const result = work({
        count: (name, by) => add(counters, name, by),
        type: (key, by) => add(types, key, by),
        organization: (key, by) => add(organizations, key, by),
        bar(at, field, by) {
          const minute = Math.floor(at / WIDTHS.minute) * WIDTHS.minute
          const bar = bars.get(minute) ?? { events: 0, rejected: 0, unchecked: 0 }
          bar[field] += by
          bars.set(minute, bar)
        }
      })
      write(counters, types, organizations, bars)
      return result
    },
    /** 0 for one that was never counted. */
    read: (name: CounterName): number => readCounter.get(name) ?? 0,
    all: (): ReadonlyMap<string, number> =>
      new Map(readCounters.all().map(({ name, value }) => [name, value])),
    /** A mark of our own among the totals. */
    mark: (name: 'indexed' | 'studied' | 'ahead' | 'proved', value: number) =>
      void setCounter.run(name, value),
    markOf: (name: 'indexed' | 'studied' | 'ahead'): number => readCounter.get(name) ?? 0,
    /** How many events there are by the hour, newest first, and by the minute where an hour has many. */
    eventsByTime: (): { at: number; width: number; events: number }[] =>
      readEvents
        .all({ kept: WIDTHS.hour, from: 0, to: Number.MAX_SAFE_INTEGER })
        .flatMap<{ at: number; width: number; events: number }>((hour) =>
          hour.events > MANY_AN_HOUR
            ? readEvents
                .all({ kept: WIDTHS.minute, from: hour.at, to: hour.at + WIDTHS.hour })
                .map((minute) => ({ ...minute, width: WIDTHS.minute }))
            : [{ ...hour, width: WIDTHS.hour }]
        ),
    bars: (width: BarWidth, from: number, to: number): HistogramBar[] =>
      width === 'second' ? secondBars({ from, to }) : keptBars(width, { from, to })
  }
}
