import { z } from 'zod'
import { Attempt } from '#shared/models.ts'
import { eventId } from './fields.ts'

/** Sending events to targets. */
export const sendingCommands = {
  'replays.start': {
    input: z.strictObject({
      eventIds: z.array(eventId).min(1).max(1_000),
      target: z.string().min(1).max(2_000),
      mode: z.enum(['resign', 'verbatim']).default('resign'),
      deliveryId: z.enum(['same', 'new']).default('same'),
      typeNames: z.enum(['asSent', 'legacy', 'current']).default('asSent')
    }),
    output: z.object({ replayId: z.string() })
  },
  /** Every attempt, replayed or forwarded, of one event, newest first. */
  'replays.list': { input: z.strictObject({ eventId }), output: z.object({ rows: z.array(Attempt) }) }
}
