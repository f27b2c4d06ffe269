import { AppError } from '#shared/errors.ts'
import type { EventSummary } from '#shared/models.ts'
import { compileQuery, needleOf } from '#shared/query/match-query.ts'
import {
  groupTerms,
  targetOf,
  timeBounds,
  type Condition,
  type ConditionOf,
  type Query
} from '#shared/query/query.ts'
import type { StoreContext } from './context.ts'
import { createDirectories } from './directories.ts'
import { rowOfDeliveryId } from './delivery-id.ts'
import { SELECT_EVENT, toStoredEvent, type EventRow } from './event-row.ts'
import { createEventSources, fixed, type Source } from './event-sources.ts'
import { readQuery, readRow, type ListStep, type PageStart } from './list-input.ts'
import { outlineOfBars, outlineOfRows, type OutlineStep } from './list-outline.ts'
import { asWholeLine } from './search-text.ts'
import { SHORTEST_INDEXED, type TextIndex } from './text-index.ts'
import { latestKey, timeKey } from './time-key.ts'

/** A step looks at no more rows than this, so that a rare match never holds up the writer. */
const ROWS_A_STEP = 5_000
/** So many characters of texts it reads at most, and so many texts. */
const CHARACTERS_A_STEP = 1_000_000
const TEXTS_A_STEP = 250
/** And asks a source for so many at once. */
const ROWS_AT_ONCE = 1_000
/** The end of an id tells it from nearly all others; the row is compared with the whole. */
const ENOUGH_OF_AN_ID = 12
/** Reading so many entries of an index takes as long as reading one row. */
const INDEX_ENTRIES_A_ROW = 10
/** From this share of all events on, looking at each of them is quicker than looking them up. */
const SCAN_FROM_SHARE = 0.9
/** What a search by text is taken to find, of which there is no count: this share, and no more than so many. */
const TEXT_SHARE = 0.01
const TEXT_AT_MOST = 10_000

/**
 * The events that a filter finds, newest first. Of all indexes that lead to them it takes the one with the
 * fewest rows, and tests the rest of the filter on each row.
 */
export function createEventList(
  store: StoreContext,
  texts: TextIndex,
  endpointNames: () => ReadonlyMap<string, string>
) {
  const { db, tally, events, deliveries } = store
  const sources = createEventSources(store)
  const directories = createDirectories(db)
  const rowOf = db.prepare<[number], EventRow>(`${SELECT_EVENT} WHERE e.seq = ?`)
  const skipRows = db.prepare<[object], number>(EVENT_PLACES.skip).pluck()
  const seqOfId = db.prepare<[object], number>(EVENT_PLACES.ofId).pluck()
  const idsByWebhookId = db
    .prepare<[number, string], number>(`SELECT id FROM deliveries WHERE id > ? AND webhook_id = ?`)
    .pluck()

  /** Rows of events that were delivered under an id of any kind. */
  const rowsUnder = (id: string): number[] => {
    const found = [events.find(id)?.seq, /^del_\d{1,16}$/.test(id) ? rowOfDeliveryId(id) : undefined]
    if (id.length >= SHORTEST_INDEXED)
      found.push(...texts.search([asWholeLine(id).slice(-ENOUGH_OF_AN_ID)], Number.MAX_SAFE_INTEGER, 1_000))
    found.push(...idsByWebhookId.all(texts.indexedTo(), id))
    return found.flatMap((row) => {
      const delivery = row === undefined ? null : deliveries.row(row)
      if (!delivery?.event_seq) return []
      return delivery.event_id === id || delivery.webhook_id === id || `del_${delivery.id}` === id
        ? [delivery.event_seq]
        : []
    })
  }

  /** The shortest way to all events that may match, and what is left to test on each. */
  const plan = (query: Query) => {
    const { wanted, refused } = groupTerms(query)
    const ids = new Map([...(wanted.id ?? []), ...(refused.id ?? [])].map(({ id }) => [id, rowsUnder(id)]))
    const needles = [...(wanted.text ?? []), ...(wanted.key ?? [])].filter(isIndexed).map(needleOf)
    const known = {
      endpointNames: endpointNames(),
      ...((wanted.provider ?? refused.provider) && { providers: directories.providers() }),
      eventsByDelivery: new Map(
        [...ids].map(([id, rows]) => [
          id,
          new Set(rows.flatMap((row) => events.findBySeq(row)?.summary.id ?? []))
        ])
      )
    }
    const choices = sources.of(query, known)
    if (wanted.id) choices.push(fixed(wanted.id.flatMap((term) => ids.get(term.id) ?? [])))
    if (needles.length > 0) choices.push(textSource(needles))
    // Every event is verified.
    if (refused.is?.some((term) => term.flag === 'verified')) choices.push(fixed([]))
    const [best] = choices.toSorted((a, b) => a.estimate - b.estimate)
    const { from, before } = timeBounds(query)
    return {
      source: best && best.estimate < tally.read('events') * SCAN_FROM_SHARE ? best : sources.all,
      test: compileQuery(query, known),
      lowest: from === null ? 0 : timeKey(from),
      highest: before === null ? Number.MAX_SAFE_INTEGER : latestKey(before, tally.markOf('ahead'))
    }
  }
  const textSource = (needles: readonly string[]): Source => ({
    estimate: Math.min(tally.read('events') * TEXT_SHARE, TEXT_AT_MOST),
    read(before, limit) {
      // What is not indexed yet is read row by row.
      const indexedTo = texts.indexedTo()
      if (before > indexedTo + 1) {
        const found = sources.all.read(before, Math.min(limit, TEXTS_A_STEP))
        const seqs = found.seqs.filter((seq) => seq > indexedTo)
        const isPast = seqs.length < found.seqs.length || found.end === null
        return { seqs, end: isPast ? indexedTo + 1 : found.end, looked: found.looked }
      }
      const seqs = texts.search(needles, before, limit)
      return { seqs, end: seqs.length === limit ? (seqs.at(-1) ?? null) : null, looked: seqs.length }
    }
  })

  /** The events that a filter finds from one row on, in one step: as many as are wanted and as far as a step goes. */
  const walk = (queryText: string | undefined, from: number | null, wanted: number) => {
    const query = readQuery(queryText)
    if (targetOf(query) === 'deliveries') {
      throw new AppError(
        'invalid_input',
        'This asks for deliveries that are no events. Look in the list of deliveries instead (deliveries.list).'
      )
    }
    const { source, test, lowest, highest } = plan(query)
    const found: { seq: number; summary: EventSummary }[] = []
    let before = Math.min(from ?? Number.MAX_SAFE_INTEGER, highest)
    let rowsLeft = ROWS_A_STEP
    const left = { texts: TEXTS_A_STEP, characters: CHARACTERS_A_STEP }
    for (;;) {
      const { seqs, end, looked } = source.read(before, Math.min(wanted, ROWS_AT_ONCE))
      rowsLeft -= Math.ceil(looked / INDEX_ENTRIES_A_ROW)
      for (const seq of seqs) {
        if (seq < lowest) return { found, next: null }
        const row = rowOf.get(seq)
        rowsLeft--
        before = seq
        if (!row || row.deletion !== null) continue
        const { summary } = toStoredEvent(row)
        const isMatch = test.event(summary, () => {
          const text = texts.textOf(seq)
          left.texts--
          left.characters -= text.length
          return text
        })
        if (isMatch) found.push({ seq, summary })
        if (found.length === wanted || left.texts <= 0 || left.characters <= 0) return { found, next: before }
      }
      if (end === null) return { found, next: null }
      before = Math.min(before, end)
      if (rowsLeft <= 0) return { found, next: before }
    }
  }

  /** The row that a page begins below. */
  const startOf = ({ before, from }: PageStart): number | null => {
    if (from === undefined) return before === undefined ? null : readRow(before)
    const seq = seqOfId.get({ id: from })
    if (seq === undefined) throw new AppError('not_found', `There is no event ${from}.`)
    return seq + 1
  }

  return {
    /** May find fewer than `limit` before the end: as long as there is a `next`, go on there with what is left to skip. */
    page(input: PageStart & { query?: string | undefined; limit: number }): ListStep<EventSummary> {
      const { query, skip = 0, limit } = input
      const start = startOf(input)
      if (skip > 0 && isEverything(query)) {
        // Counting the table's own keys takes a tenth of what reading its rows does.
        const last = skipRows.get({ before: start ?? Number.MAX_SAFE_INTEGER, skip: skip - 1 })
        if (last === undefined) return { seq: store.seq(), rows: [], next: null, skipped: 0 }
        const { found, next } = walk(query, last, limit)
        return pageOf(store.seq(), found, next, skip)
      }
      const { found, next } = walk(query, start, skip + limit)
      return pageOf(store.seq(), found.slice(skip), next, Math.min(skip, found.length))
    },
    /** One step towards the outline of a list: go on at `next` as long as there is one. */
    outline(input: { query?: string | undefined; before?: string | undefined }): OutlineStep {
      if (input.before === undefined && isEverything(input.query)) {
        return { seq: store.seq(), next: null, ...outlineOfBars(tally.eventsByTime()) }
      }
      const { found, next } = walk(input.query, startOf(input), Number.MAX_SAFE_INTEGER)
      return {
        seq: store.seq(),
        next: next === null ? null : String(next),
        ...outlineOfRows(found.map(({ seq, summary }) => ({ row: seq, at: summary.firstSeenAt })))
      }
    }
  }
}

/** Reading a place in the list of all events, where a filter would have to be walked. */
export const EVENT_PLACES = {
  skip: `SELECT seq FROM events WHERE seq < @before ORDER BY seq DESC LIMIT 1 OFFSET @skip`,
  ofId: `SELECT seq FROM events WHERE id = @id`
} as const

const isEverything = (query = ''): boolean => query.trim() === ''

const pageOf = (
  seq: number,
  found: readonly { readonly summary: EventSummary }[],
  next: number | null,
  skipped: number
): ListStep<EventSummary> => ({
  seq,
  rows: found.map(({ summary }) => summary),
  next: next === null ? null : String(next),
  skipped
})

/** True for text that the index can look up. */
const isIndexed = (term: Condition): term is ConditionOf<'text' | 'key'> =>
  !term.negated &&
  (term.kind === 'text' || term.kind === 'key') &&
  Array.from(needleOf(term)).length >= SHORTEST_INDEXED
