import { z } from 'zod'

/** Shapes that cross the transport, like those in `models.ts`. */

export const DiffKind = z.enum(['added', 'removed', 'changed', 'moved', 'retyped'])
export type DiffKind = z.infer<typeof DiffKind>

/**
 * How a `retyped` row says the same fact. `name_case`: the name's case alone, `before` and `after` are the two
 * names. `number_form`: `1` for `1.0`. `unassigned`: missing, null and `[]`, one state to RFC 7643 §2.5.
 * `wrapped`: a value by itself, in a list of one or in `{value}`; several in one text. `as_text`: `"True"` for `true`.
 */
export const DiffNote = z.enum(['name_case', 'number_form', 'unassigned', 'wrapped', 'as_text'])
export type DiffNote = z.infer<typeof DiffNote>

export const DiffRow = z.object({
  /** RFC 6901 JSON Pointer into the later event's body; into the earlier one's for what was removed. */
  pointer: z.string(),
  /** The same path for people: array members by identity, URN keys in brackets. */
  label: z.string(),
  kind: DiffKind,
  /** Set when retyped. */
  note: DiffNote.optional(),
  /** Where it was before; set when moved. */
  from: z.object({ pointer: z.string(), label: z.string() }).optional(),
  /** Pointer to its place in the earlier event's body (`…/-`: the end of that array), where `pointer` is another. */
  place: z.string().optional(),
  /** JSON values; absent sides are null. Numbers that JavaScript cannot hold exactly arrive as their digits. */
  before: z.json(),
  after: z.json(),
  /** The same two as JSON text, indented, exact to the digit; null for an absent side. */
  beforeText: z.string().nullable(),
  afterText: z.string().nullable()
})
export type DiffRow = z.infer<typeof DiffRow>

/** A value that both sides have, as the later one writes it. */
export const UnchangedValue = DiffRow.pick({ pointer: true, label: true }).extend({ text: z.string() })
export type UnchangedValue = z.infer<typeof UnchangedValue>
