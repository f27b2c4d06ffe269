import { z } from 'zod'
import { SampleType } from '#shared/app-models.ts'
import { nothing } from './fields.ts'

/** Events made here. */
export const sampleCommands = {
  'samples.types': { input: nothing, output: z.object({ rows: z.array(SampleType) }) },
  /** Signs a catalogue event and sends it over HTTP through the receiver, like any sender would. */
  'samples.send': {
    input: z.strictObject({ type: z.string().min(1).max(200), variant: z.string().max(100).optional() }),
    output: z.object({ status: z.int(), deliveryId: z.string().nullable(), eventId: z.string().nullable() })
  },
  /** The same request as a shell command, for whoever wants to send it from elsewhere. Good for five minutes. */
  'samples.curl': {
    input: z.strictObject({ type: z.string().min(1).max(200) }),
    output: z.object({ command: z.string() })
  }
}
