import { isDeliveryId } from '#shared/delivery-id.ts'
import { AppError } from '#shared/errors.ts'
import type { DeliveryKind, DeliverySummary, Verdict } from '#shared/models.ts'
import { compileQuery } from '#shared/query/match-query.ts'
import { groupTerms, timeBounds, type Filter } from '#shared/query/query.ts'
import type { StoreContext } from './context.ts'
import { rowOfDeliveryId } from './delivery-id.ts'
import { SELECT_DELIVERY, toDeliverySummary, type DeliveryRow } from './deliveries.ts'
import { readQuery, readRow, type ListStep, type PageStart } from './list-input.ts'
import { outlineOfRows, type OutlineStep } from './list-outline.ts'
import type { TextIndex } from './text-index.ts'
import { latestKey, timeKey } from './time-key.ts'

export interface DeliveryFilter {
  readonly verdict?: Verdict | undefined
  readonly kind?: DeliveryKind | undefined
  readonly eventSeq?: number | undefined
  readonly secretId?: string | undefined
}

const PAGE = `d.id < @before AND d.deletion IS NULL ORDER BY d.id DESC LIMIT @limit`
/** Every statement that lists deliveries, newest first; each reads an index from one end and sorts nothing. */
export const DELIVERY_LISTS = {
  all: `${SELECT_DELIVERY} WHERE ${PAGE}`,
  webhooks: `${SELECT_DELIVERY} WHERE d.kind = 'webhook' AND ${PAGE}`,
  interceptors: `${SELECT_DELIVERY} WHERE d.kind = 'interceptor' AND ${PAGE}`,
  verified: `${SELECT_DELIVERY} WHERE d.kind = 'webhook' AND d.verdict = 'verified' AND ${PAGE}`,
  withoutEvent: `${SELECT_DELIVERY} WHERE d.event_seq IS NULL AND d.kind = @kind AND d.verdict = @verdict AND ${PAGE}`,
  repeated: `${SELECT_DELIVERY} WHERE d.event_seq = @eventSeq AND d.event_seq <> d.id AND ${PAGE}`,
  bySecret: `${SELECT_DELIVERY} WHERE d.secret_id = @secretId AND ${PAGE}`,
  first: `${SELECT_DELIVERY} WHERE d.id = @eventSeq AND ${PAGE}`
} as const

/** A step tests no more rows than this against a filter, and reads no more characters of their texts. */
const ROWS_A_STEP = 500
/** Of rows that nothing is tested on, a step reads so many. */
const ROWS_UNTESTED = 2_000
const CHARACTERS_A_STEP = 1_000_000

interface Page {
  readonly before: number
  readonly limit: number
}

export function createDeliveryList(
  store: StoreContext,
  text: TextIndex,
  endpointNames: () => ReadonlyMap<string, string>
) {
  const prepare = <Extra extends object>(sql: string) => store.db.prepare<[Page & Extra], DeliveryRow>(sql)
  const all = prepare(DELIVERY_LISTS.all)
  const webhooks = prepare(DELIVERY_LISTS.webhooks)
  const interceptors = prepare(DELIVERY_LISTS.interceptors)
  const verified = prepare(DELIVERY_LISTS.verified)
  const withoutEvent = prepare<{ kind: DeliveryKind; verdict: Verdict }>(DELIVERY_LISTS.withoutEvent)
  const repeated = prepare<{ eventSeq: number }>(DELIVERY_LISTS.repeated)
  const bySecret = prepare<{ secretId: string }>(DELIVERY_LISTS.bySecret)
  const first = prepare<{ eventSeq: number }>(DELIVERY_LISTS.first)

  const rowsOf = (verdict: Verdict, kind: DeliveryKind, page: Page): DeliveryRow[] =>
    verdict === 'verified' && kind === 'webhook'
      ? verified.all(page)
      : withoutEvent.all({ ...page, kind, verdict })

  const rows = (filter: DeliveryFilter, page: Page): DeliveryRow[] => {
    const { verdict, kind, eventSeq, secretId } = filter
    if (eventSeq !== undefined) {
      const found = repeated.all({ ...page, eventSeq })
      if (found.length < page.limit) found.push(...first.all({ ...page, eventSeq }))
      return found
    }
    if (secretId !== undefined) return bySecret.all({ ...page, secretId })
    if (verdict === undefined) {
      if (kind === undefined) return all.all(page)
      return kind === 'webhook' ? webhooks.all(page) : interceptors.all(page)
    }
    if (kind !== undefined) return rowsOf(verdict, kind, page)
    return [...rowsOf(verdict, 'webhook', page), ...rowsOf(verdict, 'interceptor', page)]
      .toSorted((a, b) => b.id - a.id)
      .slice(0, page.limit)
  }

  /** The deliveries that are asked for from one row on, in one step: as many as are wanted and as far as a step goes. */
  const walk = (asked: AskedDeliveries, from: number | null, wanted: number) => {
    const query = readQuery(asked.query)
    const filter = narrow(asked, query)
    const test = compileQuery(query, { endpointNames: endpointNames() })
    const bounds = timeBounds(query)
    const lowest = bounds.from === null ? 0 : timeKey(bounds.from)
    const highest =
      bounds.before === null ? Number.MAX_SAFE_INTEGER : latestKey(bounds.before, store.tally.markOf('ahead'))
    const before = Math.min(from ?? Number.MAX_SAFE_INTEGER, highest)
    const atOnce = query.terms.length === 0 ? Math.min(wanted, ROWS_UNTESTED) : ROWS_A_STEP
    const found: DeliverySummary[] = []
    let charactersLeft = CHARACTERS_A_STEP
    const step = rows(filter, { before, limit: atOnce })
    for (const row of step) {
      if (row.id < lowest) return { found, next: null }
      const summary = toDeliverySummary(row)
      const isMatch = test.delivery(summary, () => {
        const read = text.textOf(row.id)
        charactersLeft -= read.length
        return read
      })
      if (isAsked(asked, row) && isMatch) found.push(summary)
      if (found.length === wanted || charactersLeft <= 0) return { found, next: String(row.id) }
    }
    const last = step.length === atOnce ? step.at(-1) : undefined
    return { found, next: last ? String(last.id) : null }
  }

  const startOf = ({ before, from }: PageStart): number | null => {
    if (from === undefined) return before === undefined ? null : readRow(before)
    if (!isDeliveryId(from)) throw new AppError('invalid_input', '`from` must be the id of a delivery.')
    return rowOfDeliveryId(from) + 1
  }

  return {
    /** May find fewer than `limit` before the end: as long as there is a `next`, go on there with what is left to skip. */
    page(asked: AskedDeliveries, start: PageStart, limit: number): ListStep<DeliverySummary> {
      const { skip = 0 } = start
      const { found, next } = walk(asked, startOf(start), skip + limit)
      return {
        seq: store.seq(),
        rows: found.slice(skip),
        next,
        skipped: Math.min(skip, found.length)
      }
    },
    /** One step towards the outline of a list: go on at `next` as long as there is one. */
    outline(asked: AskedDeliveries, before: string | undefined): OutlineStep {
      const { found, next } = walk(asked, startOf({ before }), Number.MAX_SAFE_INTEGER)
      const ordered = found.map(({ id, receivedAt }) => ({ row: rowOfDeliveryId(id), at: receivedAt }))
      return { seq: store.seq(), next, ...outlineOfRows(ordered) }
    }
  }
}

type AskedDeliveries = DeliveryFilter & { readonly query?: string | undefined }

/** An index may answer to one of these only. */
const isAsked = ({ verdict, kind, secretId }: DeliveryFilter, row: DeliveryRow): boolean =>
  (verdict === undefined || row.verdict === verdict) &&
  (kind === undefined || row.kind === kind) &&
  (secretId === undefined || row.secret_id === secretId)

/** What a filter says of verdict and kind, so that the right index is read. Its own test stays the judge. */
function narrow(asked: DeliveryFilter, query: Filter): DeliveryFilter {
  const flags = (groupTerms(query).wanted.is ?? []).map((term) => term.flag)
  const verdict = flags.find((flag) => flag === 'rejected' || flag === 'unchecked')
  return {
    ...asked,
    verdict: asked.verdict ?? verdict,
    kind: asked.kind ?? (flags.includes('interceptor') ? 'interceptor' : undefined)
  }
}
