import { z } from 'zod'
import { EventSummary } from './models.ts'

/** Shapes that cross the transport, like those in `models.ts`. */

/** Another entity that seems to be the same person or group, provisioned anew. */
export const EntityRelative = z.object({
  id: z.string(),
  label: z.string().nullable(),
  /** What both have in common. */
  by: z.enum(['dp_id', 'email', 'external_id']),
  /** When its first and its latest event happened. */
  firstAt: z.int(),
  lastAt: z.int(),
  /** True once its latest event says that it was deleted. */
  deleted: z.boolean()
})
export type EntityRelative = z.infer<typeof EntityRelative>

/** What events are about: a user, group, directory, organisation, connection, … under the provider's id. */
export const Entity = z.object({
  id: z.string(),
  /** The `object` of its latest event that names one. */
  object: z.string().nullable(),
  label: z.string().nullable(),
  organizationId: z.string().nullable(),
  organizationName: z.string().nullable(),
  /** How many events of it are stored. */
  events: z.int(),
  firstId: z.string(),
  firstAt: z.int(),
  lastId: z.string(),
  lastAt: z.int(),
  /** True when its latest event says that it was deleted. */
  deleted: z.boolean(),
  relatives: z.array(EntityRelative),
  /** How its events are spread over its time: parts of equal length from `firstAt` on, `spanMs` each; empty parts left out. */
  spanMs: z.int(),
  spans: z.array(z.object({ at: z.int(), events: z.int() }))
})
export type Entity = z.infer<typeof Entity>

/** An event among those of its entity. */
export const EntityEvent = EventSummary.extend({
  /** 1 for the first event of the entity that is stored. */
  position: z.int(),
  /** When it happened, by the witness that `orderedBy` names: the body's `occurred_at`, the time in its id, or its receipt. */
  happenedAt: z.int(),
  orderedBy: z.enum(['occurred_at', 'id', 'receipt']),
  /** What it changed against the state before it, without the envelope; null where that was not worked out (a first event, a deletion, a large body). */
  changed: z
    .object({
      count: z.int(),
      /** The first few, as people call them: `department`, `emails[type=work].value`. */
      labels: z.array(z.string())
    })
    .nullable()
})
export type EntityEvent = z.infer<typeof EntityEvent>

/** Since when an attribute is as an event has it. Times are those at which events happened. */
export const Attribute = z.object({
  /** Its path in the body, as `DiffRow.label` has it. */
  label: z.string(),
  /** RFC 6901 JSON Pointer into that event's body; null where that body does not have it: gone, or told by another kind of event. */
  pointer: z.string().nullable(),
  /** JSON text, cut when long, `(hidden)` for passwords and secrets; null for one that is no longer there. */
  text: z.string().nullable(),
  /** The event that made it so. */
  sinceId: z.string(),
  /** Today's name of that event's type. */
  sinceType: z.string(),
  sinceAt: z.int(),
  /** True when it was so in the first event that is known: then it may be older. */
  isStart: z.boolean(),
  /** How often it changed since the first event that is known. */
  changes: z.int(),
  /** What it was before the last change; null where it never changed. A null text: it was not there. */
  before: z.object({ text: z.string().nullable(), sinceAt: z.int(), isStart: z.boolean() }).nullable()
})
export type Attribute = z.infer<typeof Attribute>

/** Someone in a group, or a group that someone is in, now or once. */
export const Membership = z.object({
  /** As the list names it: a `diruser_…` or `dirgroup_…` id where the provider gave one. */
  memberId: z.string(),
  /** Name of the entity of that id, where events told one; else what the list itself displays. */
  label: z.string().nullable(),
  /** True when events of that entity are stored. */
  known: z.boolean(),
  joinedAt: z.int(),
  joinedId: z.string(),
  /** True when it was there in the first event that is known. */
  isStart: z.boolean(),
  leftAt: z.int().nullable(),
  leftId: z.string().nullable()
})
export type Membership = z.infer<typeof Membership>
