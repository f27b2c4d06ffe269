import { z } from 'zod'

/** Shapes that cross the transport, like those in `models.ts`. */

export const ReceiverStatus = z.object({
  state: z.enum(['stopped', 'starting', 'listening', 'failed']),
  /** `http://127.0.0.1:PORT`, null unless listening. */
  url: z.string().nullable(),
  /** Set when the wanted port was taken: which one, so that the page can say so. */
  busyPort: z.int().nullable(),
  /** Why it failed and what to do; null otherwise. */
  reason: z.string().nullable()
})
export type ReceiverStatus = z.infer<typeof ReceiverStatus>

/** How requests from outside get in: ngrok's SDK, a public URL that the user runs themselves, or not at all. */
export const WayIn = z.enum(['ngrok', 'own', 'none'])
export type WayIn = z.infer<typeof WayIn>

export const TunnelStatus = z.object({
  /** The way in that was last asked for. */
  kind: WayIn,
  state: z.enum(['stopped', 'starting', 'online', 'reconnecting', 'failed']),
  /** Set while `online` or `reconnecting`. */
  publicUrl: z.string().nullable(),
  /** When the current state began. */
  since: z.int(),
  /** `ERR_NGROK_…` or one of our own codes; set while failed or reconnecting. */
  code: z.string().nullable(),
  /** What happened, one sentence; also what is being waited for while starting. */
  reason: z.string().nullable(),
  /** What the user can do about it. */
  action: z.string().nullable(),
  /** Round trip of the last self-test through the public URL. */
  latencyMs: z.number().nullable()
})
export type TunnelStatus = z.infer<typeof TunnelStatus>

export const StoreStatus = z.object({
  state: z.enum(['ok', 'failed']),
  reason: z.string().nullable()
})
export type StoreStatus = z.infer<typeof StoreStatus>

/**
 * One link of the chain public URL → tunnel → receiver → disk → your app. `off` is one that is not in use, `unknown`
 * one that was not reached, or that nothing has gone through yet.
 */
export const PathLink = z.object({
  name: z.enum(['publicUrl', 'tunnel', 'receiver', 'disk', 'app']),
  state: z.enum(['ok', 'failed', 'off', 'unknown']),
  /** Of the last success, in ms; null where there was none or it has no length. */
  latencyMs: z.number().nullable(),
  lastSuccessAt: z.int().nullable(),
  /** What is the matter, and what to do; null while there is nothing. */
  reason: z.string().nullable(),
  action: z.string().nullable()
})
export type PathLink = z.infer<typeof PathLink>

/** The chain public URL → tunnel → receiver → disk, each link with its true state. */
export const ListeningStatus = z.object({
  receiver: ReceiverStatus,
  tunnel: TunnelStatus,
  store: StoreStatus,
  /** The address to give the provider: public when the tunnel is online, else local; null when stopped. */
  copyUrl: z.string().nullable(),
  /** Where an authtoken would come from if the tunnel were started now; null when there is none. */
  authtoken: z.enum(['stored', 'environment']).nullable()
})
export type ListeningStatus = z.infer<typeof ListeningStatus>
