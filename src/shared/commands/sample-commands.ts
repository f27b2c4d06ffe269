import { z } from 'zod'
import { SampleType } from '#shared/app-models.ts'
import { Dialect, Entrance, MadeEvent, Simulation, Story } from '#shared/simulator-models.ts'
import { nothing } from './fields.ts'

/** Events made here. */
export const sampleCommands = {
  /** Bodies of new events, not sent: fresh ids and times, other people each time, the same ones for the same seed. */
  'simulator.make': {
    input: z.strictObject({
      type: z.string().min(1).max(200),
      dialect: Dialect.optional(),
      names: z.enum(['current', 'legacy']).default('current'),
      count: z.int().min(1).max(100).default(1),
      seed: z.int().min(0).max(2_147_483_647).optional()
    }),
    output: z.object({ events: z.array(MadeEvent), seed: z.int() })
  },
  /** Signs bodies with the user's secret, else the sample secret, and sends them through the receiver or the public URL. */
  'simulator.send': {
    input: z.strictObject({
      bodies: z.array(z.string().min(1).max(10_000_000)).min(1).max(1_000),
      entrance: Entrance.default('receiver'),
      perSecond: z.number().min(0.1).max(10_000).optional()
    }),
    output: Simulation
  },
  'simulator.stories': { input: nothing, output: z.object({ rows: z.array(Story) }) },
  /** `speed` 1 takes as long as in real life; null goes as fast as answers come. */
  'simulator.tell': {
    input: z.strictObject({
      story: z.string().min(1).max(100),
      dialect: Dialect.default('okta'),
      names: z.enum(['current', 'legacy']).default('current'),
      speed: z.number().min(0.1).max(1_000_000).nullable().default(null),
      entrance: Entrance.default('receiver'),
      seed: z.int().min(0).max(2_147_483_647).optional()
    }),
    output: Simulation
  },
  'simulator.load': {
    input: z.strictObject({
      types: z.array(z.string().min(1).max(200)).min(1).max(60),
      dialect: Dialect.optional(),
      perSecond: z.number().min(1).max(10_000),
      seconds: z.int().min(1).max(600),
      entrance: Entrance.default('receiver')
    }),
    output: Simulation
  },
  'simulator.runs': { input: nothing, output: z.object({ rows: z.array(Simulation) }) },
  'simulator.stop': { input: z.strictObject({ id: z.string().max(50) }), output: Simulation },
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
