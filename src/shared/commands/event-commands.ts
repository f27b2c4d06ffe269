import { z } from 'zod'
import { DiffRow, UnchangedValue } from '#shared/diff-models.ts'
import { Attribute } from '#shared/entity-models.ts'
import { Mapping } from '#shared/mapping-models.ts'
import { Body, EventDetail, EventSummary } from '#shared/models.ts'
import { Facets, HistogramBar } from '#shared/total-models.ts'
import { nothing, eventId, query, cursor, deletion, placeInput, bodyRange, page, outline } from './fields.ts'

/** Events, and what can be learned from one of them. */
export const eventCommands = {
  'events.list': {
    input: z.strictObject({ query: query.optional(), ...placeInput }),
    output: page(EventSummary)
  },
  'events.outline': {
    input: z.strictObject({ query: query.optional(), before: cursor.optional() }),
    output: outline
  },
  'events.facets': { input: nothing, output: Facets },
  /** Bars of one width over the given span, times in ms; spans without any are left out. By the second only where few are to be counted. */
  'events.histogram': {
    input: z.strictObject({ from: z.int(), to: z.int(), width: z.enum(['second', 'minute', 'hour', 'day']) }),
    output: z.object({ seq: z.int(), rows: z.array(HistogramBar) })
  },
  'events.star': {
    input: z.union([
      z.strictObject({ ids: z.array(eventId).min(1).max(1_000), starred: z.boolean() }),
      z.strictObject({ query, starred: z.boolean() })
    ]),
    output: z.object({ changed: z.int() })
  },
  /** An empty text removes the note. */
  'events.note': { input: z.strictObject({ id: eventId, text: z.string().max(20_000) }), output: nothing },
  /** Hides events with all their deliveries at once, and deletes them for good ten minutes later. */
  'events.delete': {
    input: z.union([z.strictObject({ ids: z.array(eventId).min(1).max(1_000) }), z.strictObject({ query })]),
    output: deletion
  },
  'events.get': { input: z.strictObject({ id: eventId }), output: EventDetail },
  'events.body': { input: z.strictObject({ id: eventId, ...bodyRange }), output: Body },
  /** Every event of the same entity, latest first by the time they happened. `previousId` is the one before the one asked for. */
  'events.history': {
    input: z.strictObject({ id: eventId, limit: z.int().min(1).max(500).default(100) }),
    output: z.object({ rows: z.array(EventSummary), previousId: z.string().nullable() })
  },
  'events.diff': {
    input: z.strictObject({
      from: eventId,
      to: eventId,
      /** How many of the unchanged values to list as well. */
      unchanged: z.int().min(0).max(5_000).optional()
    }),
    output: z.object({
      rows: z.array(DiffRow),
      unchanged: z.int(),
      same: z.array(UnchangedValue),
      /** What a comparison of these bodies cannot be sure of, such as names that occur twice in one object. */
      warnings: z.array(z.string())
    })
  },
  /**
   * Since when each attribute of the event's entity is as the event has it, and what is no longer there.
   * `events` counts those that were followed up to this one, `skipped` those that could not be, or not whole: larger than 1 MB, with very
   * many values, or not JSON. `more`: how many further attributes there are, present and gone.
   */
  'events.blame': {
    input: z.strictObject({ id: eventId }),
    output: z.object({
      attributes: z.array(Attribute),
      events: z.int(),
      skipped: z.int(),
      /** How many more attributes there are that are not listed: of a large body, or gone long ago. */
      more: z.object({ present: z.int(), gone: z.int() })
    })
  },
  /** Where each attribute of the event came from. */
  'events.mapping': { input: z.strictObject({ id: eventId }), output: Mapping }
}
