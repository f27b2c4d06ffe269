import type { Provider } from '#shared/mapping-models.ts'
import type { Body, EventSummary } from '#shared/models.ts'
import type { Facets, HistogramBar } from '#shared/total-models.ts'
import { AppError } from '#shared/errors.ts'
import { endpointIdOf } from '../endpoints/endpoint-id.ts'
import { diffBodies, type Diff } from '../events/diff-bodies.ts'
import { readBodyRange, type BodyRange } from './body-range.ts'
import type { StoreContext } from './context.ts'
import type { StoredDelivery } from './deliveries.ts'
import { deliveryIdOf } from './delivery-id.ts'
import { createDirectories } from './directories.ts'
import { createEventList } from './event-list.ts'
import { createOutcomeCounts } from './outcome-counts.ts'
import { decodeShown, shownBody } from './shown-body.ts'
import type { BarWidth, FlagName } from './tally.ts'
import type { TextIndex } from './text-index.ts'

/** Two bodies of this size are compared within a few milliseconds. */
const LARGEST_DIFF_BYTES = 200_000
/** Rows of one step, for which a delivery may have to wait. */
const ROWS_A_STEP = 500

/** Reading events, and what a user adds to them. */
export function createEventOperations(
  store: StoreContext,
  text: TextIndex,
  endpointNames: () => ReadonlyMap<string, string>
) {
  const { events, deliveries, dictionary, tally, eventOrThrow, arrivedOrThrow } = store
  const list = createEventList(store, text, endpointNames)
  const directories = createDirectories(store.db)
  const outcomeCounts = createOutcomeCounts(store.db)

  const deliveryOf = (id: string, seq: number): StoredDelivery => {
    const delivery = deliveries.find(seq)
    if (!delivery) throw new AppError('not_found', `The first delivery of ${id} is no longer stored.`)
    return delivery
  }
  /** Returns how many were not so before. */
  const star = (input: { ids: readonly string[]; starred: boolean }): number =>
    store.write((changes, counts) => {
      let changed = 0
      for (const id of new Set(input.ids)) {
        const event = eventOrThrow(id)
        if (event.summary.starred === input.starred) continue
        events.star(event, input.starred, counts)
        changes.eventSeqs.add(event.seq)
        changed++
      }
      return changed
    })
  return {
    /** May find fewer than `limit` before the end: as long as there is a `next`, go on there with what is left to skip. */
    listEvents: list.page,
    outlineEvents: list.outline,
    /** Refuses an unknown one. */
    requireEvent: (id: string): void => void eventOrThrow(id),
    getEvent(id: string): {
      summary: EventSummary
      deliveryId: string
      baseId: string | null
      note: string | null
    } {
      const event = eventOrThrow(id)
      return {
        summary: event.summary,
        deliveryId: deliveryIdOf(event.seq),
        baseId: events.base(event)?.summary.id ?? null,
        note: event.note
      }
    },
    eventBody(input: BodyRange): Body {
      const { headers, body } = arrivedOrThrow(eventOrThrow(input.id).seq)
      return readBodyRange(
        input,
        input.form === 'decoded' ? decodeShown(headers, body) : { body, decoded: null }
      )
    },
    history(input: { id: string; limit: number }): { rows: EventSummary[]; previousId: string | null } {
      const event = eventOrThrow(input.id)
      return {
        rows: events.history(event, input.limit).map((row) => row.summary),
        previousId: events.previous(event)?.summary.id ?? null
      }
    },
    /** What changed, or the two bodies where finding out would hold up the writer. */
    diffOrBodies(input: {
      from: string
      to: string
      unchanged?: number | undefined
    }): Diff | { readonly from: Uint8Array; readonly to: Uint8Array } {
      const read = (id: string) => {
        const { headers, body } = arrivedOrThrow(eventOrThrow(id).seq)
        return shownBody(headers, body)
      }
      const bodies = { from: read(input.from), to: read(input.to) }
      return bodies.from.length + bodies.to.length > LARGEST_DIFF_BYTES
        ? bodies
        : diffBodies(bodies.from, bodies.to, input.unchanged)
    },
    /** What a replay or forward sends: the first delivery of the event, whole. */
    eventRequest(id: string): { summary: EventSummary; delivery: StoredDelivery; body: Uint8Array } {
      const { summary, seq } = eventOrThrow(id)
      return { summary, delivery: deliveryOf(id, seq), body: arrivedOrThrow(seq).body }
    },

    facets(): Facets {
      const totals = tally.all()
      const flag = (name: FlagName) => totals.get(name) ?? 0
      return {
        seq: store.seq(),
        types: dictionary
          .types()
          .filter((type) => type.count > 0)
          .map(({ id, canonical, count }) => ({ type: id, canonicalType: canonical, count })),
        organizations: dictionary
          .organizations()
          .filter((organization) => organization.count > 0)
          .map(({ id, name, count }) => ({ id, name, count })),
        providers: providerCounts(dictionary.organizations(), directories.providers()),
        endpoints: [...totals].flatMap(([name, count]) => {
          const [, key] = /^endpoint:(\d+)$/.exec(name) ?? []
          return key !== undefined && count > 0 ? [{ id: endpointIdOf(Number(key)), count }] : []
        }),
        outcomes: outcomeCounts(),
        flags: {
          starred: flag('starred'),
          replayed: flag('replayed'),
          retried: flag('retried'),
          conflict: flag('conflict'),
          late: flag('late'),
          sample: flag('sample'),
          noted: flag('noted')
        }
      }
    },
    histogram: (input: {
      from: number
      to: number
      width: BarWidth
    }): { seq: number; rows: HistogramBar[] } => ({
      seq: store.seq(),
      rows: tally.bars(input.width, input.from, input.to)
    }),

    starEvents: star,
    /** One step. As long as there is a `next`, go on there. */
    starMatchingEvents(input: { query: string; starred: boolean; before?: string | undefined }): {
      changed: number
      next: string | null
    } {
      const { rows, next } = list.page({ query: input.query, before: input.before, limit: ROWS_A_STEP })
      return { changed: star({ ids: rows.map(({ id }) => id), starred: input.starred }), next }
    },
    /** An empty text removes the note. */
    noteEvent(input: { id: string; text: string }): void {
      store.write((changes, counts) => {
        const event = eventOrThrow(input.id)
        events.note(event, input.text.trim() === '' ? null : input.text, counts)
        text.indexLate(event.seq)
        changes.eventSeqs.add(event.seq)
      })
    }
  }
}

function providerCounts(
  organizations: readonly { readonly id: string; readonly count: number }[],
  providers: ReadonlyMap<string, Provider>
): Facets['providers'] {
  const counts = new Map<Provider, number>()
  for (const { id, count } of organizations) {
    const provider = providers.get(id)
    if (provider && count > 0) counts.set(provider, (counts.get(provider) ?? 0) + count)
  }
  return [...counts].map(([provider, count]) => ({ provider, count })).toSorted((a, b) => b.count - a.count)
}
