import { z } from 'zod'
import { Fix, HandlerCheck, Probe } from '#shared/check-models.ts'
import { nothing, secretId } from './fields.ts'

/** The handler check. */
export const checkCommands = {
  /** A handler that verifies as it should, for each of the common frameworks. */
  'checks.handlerCode': { input: nothing, output: z.object({ rows: z.array(Fix) }) },
  'checks.probes': { input: nothing, output: z.object({ rows: z.array(Probe) }) },
  /** Sends deliveries, good and bad ones, to a handler and tells what it made of them. */
  'checks.start': {
    input: z.strictObject({
      target: z.string().min(1).max(2_000),
      /** The signing secret that the handler knows; the first one of the user when absent. */
      secretId: secretId.optional(),
      probes: z.array(z.string().max(50)).min(1).max(50).optional()
    }),
    output: HandlerCheck
  },
  'checks.list': { input: nothing, output: z.object({ rows: z.array(HandlerCheck) }) },
  'checks.stop': { input: z.strictObject({ id: z.string().max(50) }), output: HandlerCheck },
  'checks.report': {
    input: z.strictObject({ id: z.string().max(50), format: z.enum(['markdown', 'json', 'html']) }),
    output: z.object({ text: z.string(), fileName: z.string() })
  }
}
