import { z } from 'zod'

/** Shapes that cross the transport, like those in `models.ts`. */

/** An identity provider whose `raw_attributes` the simulator can imitate. */
export const Dialect = z.enum(['okta', 'entra', 'google', 'jumpcloud', 'onelogin', 'ping'])
export type Dialect = z.infer<typeof Dialect>

/** Where simulated deliveries go in. */
export const Entrance = z.enum(['receiver', 'public'])

export const Story = z.object({
  id: z.string(),
  name: z.string(),
  /** What it shows, in a sentence. */
  description: z.string(),
  /** Its steps in words, with the type of event each sends. */
  steps: z.array(z.object({ type: z.string(), text: z.string() })),
  /** From its first step to its last in real life, in ms. */
  spanMs: z.int()
})
export type Story = z.infer<typeof Story>

/** A made event, before it is signed and sent. */
export const MadeEvent = z.object({ type: z.string(), body: z.string() })

/** What the simulator is sending. */
export const Simulation = z.object({
  id: z.string(),
  kind: z.enum(['events', 'story', 'load']),
  what: z.string(),
  entrance: Entrance,
  state: z.enum(['running', 'done', 'stopped', 'failed']),
  reason: z.string().nullable(),
  startedAt: z.int(),
  total: z.int(),
  sent: z.int(),
  accepted: z.int(),
  /** Answered otherwise or not at all. */
  refused: z.int(),
  perSecond: z.number().nullable(),
  /** Ids of the first hundred events sent, in order. */
  eventIds: z.array(z.string())
})
export type Simulation = z.infer<typeof Simulation>
