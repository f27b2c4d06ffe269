import { z } from 'zod'
import { Entity, EntityEvent, Membership } from '#shared/entity-models.ts'
import { Provider, ShapeChange } from '#shared/mapping-models.ts'
import { nothing, eventId, entityId, cursor, pageInput } from './fields.ts'

/** What events are about, and what their payloads look like over time. */
export const entityCommands = {
  'entities.get': { input: z.strictObject({ id: entityId }), output: Entity },
  /**
   * A window on the events of an entity in the order in which they happened, latest first: from a cursor on towards
   * older or newer ones, or around an event or a time; the latest when nothing is said.
   */
  'entities.events': {
    input: z.strictObject({
      id: entityId,
      older: cursor.optional(),
      newer: cursor.optional(),
      aroundId: eventId.optional(),
      aroundAt: z.int().optional(),
      limit: z.int().min(1).max(200).default(60)
    }),
    output: z.object({
      seq: z.int(),
      rows: z.array(EntityEvent),
      /** Cursors that continue the window on either side; null at the end. */
      older: z.string().nullable(),
      newer: z.string().nullable()
    })
  },
  /** Who is in a group, or the groups that a user is in, by name; then who once was. As of an event, or of the latest. */
  'entities.members': {
    input: z.strictObject({
      id: entityId,
      eventId: eventId.optional(),
      offset: z.int().min(0).default(0),
      limit: z.int().min(1).max(1_000).default(200)
    }),
    output: z.object({ rows: z.array(Membership), present: z.int(), past: z.int(), skipped: z.int() })
  },
  /** Says which provider an organisation's directory is; null leaves it to what its events look like. */
  'directories.setProvider': {
    input: z.strictObject({ organizationId: z.string().min(1).max(300), provider: Provider.nullable() }),
    output: nothing
  },
  /** Fields that came, went or changed their type, latest first; those of one event where it is named. `unseen` counts all that the user has not seen. */
  'shapes.list': {
    input: z.strictObject({ eventId: eventId.optional(), ...pageInput }),
    output: z.object({ rows: z.array(ShapeChange), next: z.string().nullable(), unseen: z.int() })
  },
  /** Without ids: all of them. */
  'shapes.markSeen': {
    input: z.strictObject({ ids: z.array(z.string().max(50)).max(500).optional() }),
    output: z.object({ unseen: z.int() })
  }
}
