import { z } from 'zod'

/** What the app tells the tunnel process. Its first message is `start`, and there is one start per process. */
export const AppMessage = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('start'),
    receiverUrl: z.string(),
    authtoken: z.string().min(1),
    domain: z.string().nullable(),
    connectUrl: z.string().nullable(),
    /** PEM text, not a path. */
    connectCas: z.string().nullable(),
    version: z.string(),
    heartbeatSeconds: z.int()
  }),
  /** Asks for an orderly end of the endpoint, answered by `closed`. */
  z.object({ type: z.literal('stop') })
])
export type AppMessage = z.infer<typeof AppMessage>
export type StartMessage = Extract<AppMessage, { type: 'start' }>

/** What the tunnel process tells the app. */
export const ProcessMessage = z.discriminatedUnion('type', [
  /** ngrok accepted the authtoken. */
  z.object({ type: z.literal('connected') }),
  z.object({ type: z.literal('bound'), publicUrl: z.url() }),
  /** ngrok answered a heartbeat. The first one of each connection comes before authentication. */
  z.object({ type: z.literal('heartbeat') }),
  /** The connection was lost, and the SDK is about to connect again. */
  z.object({ type: z.literal('disconnected') }),
  /** Nothing more will come. `text` is the SDK's and may quote the authtoken. */
  z.object({
    type: z.literal('failed'),
    stage: z.enum(['load', 'connect', 'bind', 'forward']),
    text: z.string()
  }),
  z.object({ type: z.literal('closed') })
])
export type ProcessMessage = z.infer<typeof ProcessMessage>
export type FailedMessage = Extract<ProcessMessage, { type: 'failed' }>
