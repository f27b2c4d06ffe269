import type { Database } from 'better-sqlite3'
import { createGlob } from '#shared/query/glob.ts'
import type { KnownNames } from '#shared/query/match-query.ts'
import { groupTerms, type Filter, type Flag, type StatusWanted } from '#shared/query/query.ts'
import { FIRST_ENDPOINT, keyOfEndpointId } from '../endpoints/endpoint-id.ts'
import type { StoreContext } from './context.ts'
import type { FlagName } from './tally.ts'

/** Every statement that finds events through an index, newest first; none sorts, none reads the whole table. */
export const EVENT_SOURCES = {
  all: `SELECT seq FROM events WHERE seq < @before ORDER BY seq DESC LIMIT @limit`,
  type: `SELECT seq FROM events WHERE type = @key AND seq < @before ORDER BY seq DESC LIMIT @limit`,
  organization: `SELECT seq, type FROM events WHERE organization = @key AND seq < @before ORDER BY seq DESC LIMIT @limit`,
  endpoint: `SELECT seq FROM events WHERE endpoint = @key AND endpoint > 1 AND seq < @before ORDER BY seq DESC LIMIT @limit`,
  status: `SELECT seq FROM events WHERE attempt_status = @key AND seq < @before ORDER BY seq DESC LIMIT @limit`,
  outcome: `SELECT seq FROM events WHERE attempt_outcome = @key AND seq < @before ORDER BY seq DESC LIMIT @limit`,
  starred: `SELECT seq FROM events WHERE starred = 1 AND seq < @before ORDER BY seq DESC LIMIT @limit`,
  replayed: `SELECT seq FROM events WHERE replayed = 1 AND seq < @before ORDER BY seq DESC LIMIT @limit`,
  conflict: `SELECT seq FROM events WHERE conflict = 1 AND seq < @before ORDER BY seq DESC LIMIT @limit`,
  late: `SELECT seq FROM events WHERE late = 1 AND seq < @before ORDER BY seq DESC LIMIT @limit`,
  sample: `SELECT seq FROM events WHERE sample = 1 AND seq < @before ORDER BY seq DESC LIMIT @limit`,
  retried: `SELECT seq FROM events INDEXED BY events_retried WHERE delivery_count > 1 AND seq < @before ORDER BY seq DESC LIMIT @limit`,
  noted: `SELECT seq FROM events INDEXED BY events_noted WHERE note IS NOT NULL AND seq < @before ORDER BY seq DESC LIMIT @limit`,
  ofEntity: `SELECT seq FROM events WHERE entity = @key`
} as const
const NEXT_STATUS = `SELECT min(attempt_status) FROM events WHERE attempt_status > @after AND attempt_status IS NOT NULL`

/** Rows of one kind, newest first. `end` is the last row that was looked at; null when there are no more. */
export interface Found {
  readonly seqs: readonly number[]
  readonly end: number | null
  /** How many entries of an index were read. */
  readonly looked: number
}

/** One way to find events that may match: never misses one, may bring others. */
export interface Source {
  /** How many rows it is likely to bring. */
  readonly estimate: number
  read(before: number, limit: number): Found
}

type Key = number | string
type Row = { seq: number; type?: number }
type Statement = { all(input: { key?: Key; before: number; limit: number }): Row[] }

/** Ways to the events that a filter asks for, without the one through their text. */
export function createEventSources(store: StoreContext) {
  const { db, tally, dictionary } = store
  const prepare = (sql: string): Statement => db.prepare<[object], Row>(sql)
  const statements = Object.fromEntries(
    Object.entries(EVENT_SOURCES).map(([name, sql]) => [name, prepare(sql)])
  ) as Record<keyof typeof EVENT_SOURCES, Statement>
  const ofEntity = db.prepare<[{ key: number }], number>(EVENT_SOURCES.ofEntity).pluck()
  const distinctStatuses = createDistinctStatuses(db)

  const simple = (
    statement: Statement,
    estimate: number,
    key?: Key,
    types: ReadonlySet<number> | null = null
  ): Source => ({
    estimate,
    read(before, wanted) {
      const limit = types === null ? wanted : Math.max(wanted, ENTRIES_AT_ONCE)
      const rows = statement.all({ ...(key !== undefined && { key }), before, limit })
      const seqs = rows
        .filter((row) => types === null || row.type === undefined || types.has(row.type))
        .map((row) => row.seq)
      return { seqs, end: rows.length === limit ? (rows.at(-1)?.seq ?? null) : null, looked: rows.length }
    }
  })
  const flagSource = (flag: Flag): Source | null => {
    if (flag === 'verified' || flag === 'rejected' || flag === 'unchecked' || flag === 'interceptor')
      return null
    return simple(statements[flag], tally.read(flag satisfies FlagName))
  }
  const statusSource = (status: StatusWanted): Source | null => {
    if ('outcome' in status) {
      // Never attempted is what most events are: nothing to look up.
      return status.outcome === 'none'
        ? null
        : simple(statements.outcome, few(statements.outcome, status.outcome), status.outcome)
    }
    const found = distinctStatuses(status.from, status.to)
    return merged(found.map((value) => simple(statements.status, few(statements.status, value), value)))
  }

  return {
    all: simple(statements.all, Number.POSITIVE_INFINITY),
    /** One for each thing that the filter wants and that an index knows. */
    of(filter: Filter, { endpointNames = new Map(), providers }: KnownNames): Source[] {
      const { wanted } = groupTerms(filter)
      const sources: Source[] = []
      const types =
        wanted.type &&
        typesLike(
          dictionary.types(),
          wanted.type.map((term) => term.pattern)
        )
      if (types) sources.push(merged(types.map(({ key, count }) => simple(statements.type, count, key))))
      if (wanted.action) {
        const actions = wanted.action.map((term) => term.action)
        const found = dictionary.types().filter((type) => actions.includes(type.action))
        sources.push(merged(found.map(({ key, count }) => simple(statements.type, count, key))))
      }
      if (wanted.org) {
        const needles = wanted.org.map((term) => term.needle.toLowerCase())
        const typeKeys = types ? new Set(types.map((type) => type.key)) : null
        const found = dictionary
          .organizations()
          .filter(({ id, name }) =>
            needles.some(
              (needle) => id.toLowerCase().includes(needle) || name?.toLowerCase().includes(needle)
            )
          )
        sources.push(
          merged(found.map(({ key, count }) => simple(statements.organization, count, key, typeKeys)))
        )
      }
      if (wanted.provider && providers) {
        const found = dictionary
          .organizations()
          .filter(({ id }) => wanted.provider?.some(({ provider }) => providers.get(id) === provider))
        sources.push(merged(found.map(({ key, count }) => simple(statements.organization, count, key))))
      }
      if (wanted.entity) {
        const keys = wanted.entity.flatMap((term) => dictionary.findEntity(term.id) ?? [])
        sources.push(fixed(keys.flatMap((key) => ofEntity.all({ key }))))
      }
      if (wanted.endpoint) {
        const needles = wanted.endpoint.map((term) => term.needle.toLowerCase())
        const named = [...endpointNames].flatMap(([id, name]) =>
          needles.some((needle) => name.toLowerCase().includes(needle)) ? [id] : []
        )
        // Also of those that have been removed since, by their id.
        const keys = new Set(
          [...named, ...needles].filter((id) => /^ep_\d{1,9}$/.test(id)).map(keyOfEndpointId)
        )
        // The first endpoint has most events: it has no index.
        if (!keys.has(FIRST_ENDPOINT)) {
          sources.push(
            merged([...keys].map((key) => simple(statements.endpoint, tally.read(`endpoint:${key}`), key)))
          )
        }
      }
      for (const { flag } of wanted.is ?? []) sources.push(...list(flagSource(flag)))
      if (wanted.status) {
        const found = wanted.status.map((term) => statusSource(term.status))
        if (found.every((source) => source !== null)) sources.push(merged(found))
      }
      for (const { what } of wanted.has ?? []) {
        if (what === 'note') sources.push(simple(statements.noted, tally.read('noted')))
      }
      return sources
    }
  }
}

/** Where most entries of an index are passed over. */
const ENTRIES_AT_ONCE = 1_000
/** What is not counted is looked at as far as here, and else taken to be so many. */
const FEW = 1_000
const MANY = 20_000
const few = (statement: Statement, key: Key): number => {
  const { length } = statement.all({ key, before: Number.MAX_SAFE_INTEGER, limit: FEW })
  return length < FEW ? length : MANY
}

const list = <T>(one: T | null): T[] => (one === null ? [] : [one])

/** Rows that are known already, whatever their order. */
export function fixed(seqs: readonly number[]): Source {
  const sorted = [...new Set(seqs)].toSorted((a, b) => b - a)
  return {
    estimate: sorted.length,
    read(before, limit) {
      const from = sorted.findIndex((seq) => seq < before)
      const page = from < 0 ? [] : sorted.slice(from, from + limit)
      const end = from >= 0 && from + limit < sorted.length ? (page.at(-1) ?? null) : null
      return { seqs: page, end, looked: page.length }
    }
  }
}

/** All of several sources. Below the row at which the first of them paused, its next ones are not known yet. */
function merged(sources: readonly Source[]): Source {
  const [only] = sources
  if (only && sources.length === 1) return only
  return {
    estimate: sources.reduce((sum, source) => sum + source.estimate, 0),
    read(before, limit) {
      const found = sources.map((source) => source.read(before, limit))
      const end = found.reduce<number | null>(
        (latest, one) => (one.end === null ? latest : Math.max(latest ?? 0, one.end)),
        null
      )
      const seqs = new Set(found.flatMap((one) => one.seqs.filter((seq) => end === null || seq >= end)))
      const looked = found.reduce((sum, one) => sum + one.looked, 0)
      return { seqs: [...seqs].toSorted((a, b) => b - a), end, looked }
    }
  }
}

function typesLike<T extends { readonly id: string; readonly canonical: string }>(
  types: readonly T[],
  patterns: readonly string[]
): T[] {
  const globs = patterns.map(createGlob)
  return types.filter(({ id, canonical }) => globs.some((isLike) => isLike(id) || isLike(canonical)))
}

/** The statuses that targets have answered with, found by leaps through the index. */
function createDistinctStatuses(db: Database) {
  const next = db.prepare<[{ after: number }], number | null>(NEXT_STATUS).pluck()
  return (from: number, to: number): number[] => {
    const found: number[] = []
    for (
      let at = next.get({ after: from - 1 });
      typeof at === 'number' && at <= to;
      at = next.get({ after: at })
    )
      found.push(at)
    return found
  }
}
