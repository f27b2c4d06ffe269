import { z } from 'zod'

/** Shapes that cross the transport, like those in `models.ts`. */

export const Provider = z.enum(['okta', 'entra', 'google', 'jumpcloud', 'onelogin', 'ping', 'custom'])
export type Provider = z.infer<typeof Provider>

/** A place in the body with its value as JSON text, cut when long. */
const Place = z.object({ pointer: z.string(), label: z.string(), text: z.string() })

/** A normalised field and where its value came from. */
export const MappedField = z.object({
  /** Below `data`: `given_name`, `address.state`, `custom_attributes.badge_tier`. */
  field: z.string(),
  pointer: z.string(),
  text: z.string(),
  /** The raw attribute that it came from; null where none explains it. */
  source: Place.nullable(),
  /** Other raw attributes that hold the same value and may be meant as well; the first few. */
  alike: z.array(Place),
  /**
   * Where the pair comes from: Scalekit documents it, it was seen in real payloads or inferred (facts about
   * Scalekit), this directory's events showed it (`learned`), or no pair is known. `computed` fields have no raw source by design.
   */
  rule: z.enum(['documented', 'observed', 'inferred', 'learned', 'computed', 'none']),
  /** The rule in a sentence. */
  ruleText: z.string(),
  /**
   * How the two compare in this event. `coerced`: the same fact written otherwise. `differs`: the rule names a raw
   * attribute that says something else. `missing`: the rule's raw attribute is not in this event. `unexplained`: no raw value explains it.
   */
  agreement: z.enum(['equal', 'coerced', 'differs', 'missing', 'unexplained', 'computed']),
  /** In how many of this directory's events that have both the two were equal; null where the pair was never seen. */
  seen: z.object({ equal: z.int(), of: z.int(), since: z.int() }).nullable()
})
export type MappedField = z.infer<typeof MappedField>

/** A raw value that reached no normalised field. */
export const UnmappedAttribute = Place.extend({
  /** Why that is so or what can be done about it, in a sentence. */
  reason: z.string()
})
export type UnmappedAttribute = z.infer<typeof UnmappedAttribute>

/**
 * A field that came, went or changed its type, told once. Of a type of event anywhere; of raw attributes, in
 * the events of one organisation's directory.
 */
export const ShapeChange = z.object({
  id: z.string(),
  kind: z.enum(['appeared', 'vanished', 'retyped']),
  /** Today's name. */
  type: z.string(),
  /** Set for raw attributes. */
  organizationId: z.string().nullable(),
  organizationName: z.string().nullable(),
  /** Path in the body, members of lists by what they are (`[type=work]`) or `[]`: `data.raw_attributes.emails[type=work].value`. */
  path: z.string(),
  /** JSON types, such as `text` and `list`; null where there is none. */
  before: z.string().nullable(),
  after: z.string().nullable(),
  /** When it first was as it is now: the event that had or lacked it. */
  at: z.int(),
  /** That event; null once it is deleted. */
  eventId: z.string().nullable(),
  /** What happened, in a sentence. */
  text: z.string(),
  /** True once the user has seen it. */
  seen: z.boolean()
})
export type ShapeChange = z.infer<typeof ShapeChange>

/** Where each attribute of one event came from. */
export const Mapping = z.object({
  /** Null for an event that has no raw attributes to map. */
  resource: z.enum(['user', 'group']).nullable(),
  /** The directory, as far as events tell: an organisation has one as a rule. */
  directory: z.object({
    organizationId: z.string().nullable(),
    organizationName: z.string().nullable(),
    /** How many of its events this was learned from, and the time of the first. */
    events: z.int(),
    since: z.int().nullable()
  }),
  provider: z.object({
    /** Null where nothing points to one. */
    guess: Provider.nullable(),
    /** What points to it, in sentences. */
    evidence: z.array(z.string()),
    /** Chosen by the user for this directory. */
    chosen: Provider.nullable()
  }),
  fields: z.array(MappedField),
  unmapped: z.array(UnmappedAttribute),
  /** How many of both are not listed, because there are too many. `isCut`: at least; the body has more values than were read. */
  more: z.object({ fields: z.int(), unmapped: z.int(), isCut: z.boolean() }),
  /** What came, went or changed in this directory's raw attributes, latest first. */
  news: z.array(ShapeChange)
})
export type Mapping = z.infer<typeof Mapping>
