import type { Announce, CommandName, CommandOutput, ParsedInput } from '#shared/contract.ts'
import type { DeliverySummary } from '#shared/models.ts'
import type { Ports } from './ports.ts'

export interface CoreOptions {
  /** Created if missing. */
  readonly dataDir: string
  readonly version: string
  readonly host: 'electron' | 'browser'
  /** Null asks for 3000. A taken port moves on to the next free one; 0 is any port. */
  readonly receiverPort: number | null
  /** Signing secrets for this run only, from the command line or the environment. */
  readonly sessionSecrets: readonly string[]
  /** Verified events are handed on live to each of these loopback or private URLs. */
  readonly forwardTargets: readonly string[]
  readonly ngrok: NgrokOptions
}

export interface NgrokOptions {
  /** `NGROK_AUTHTOKEN`, null when unset. */
  readonly authtoken: string | null
  readonly domain: string | null
  /** `HOST:PORT` of an account's own agent ingress; null for ngrok's. */
  readonly connectUrl: string | null
  /** PEM file that the ingress's certificate is checked against. */
  readonly connectCas: string | null
}

type Call<K extends CommandName> = (input: ParsedInput<K>) => Promise<CommandOutput<K>>

/** The product without a host: everything a command can ask for, and the announcements that follow. */
export interface Core {
  info: Call<'app.info'>
  readonly listening: {
    status: Call<'listening.status'>
    start: Call<'listening.start'>
    stop: Call<'listening.stop'>
  }
  readonly events: {
    list: Call<'events.list'>
    get: Call<'events.get'>
    body: Call<'events.body'>
    history: Call<'events.history'>
    diff: Call<'events.diff'>
  }
  readonly deliveries: {
    list: Call<'deliveries.list'>
    get: Call<'deliveries.get'>
    body: Call<'deliveries.body'>
  }
  readonly replays: { start: Call<'replays.start'>; list: Call<'replays.list'> }
  readonly samples: { types: Call<'samples.types'>; send: Call<'samples.send'> }
  readonly secrets: { list: Call<'secrets.list'>; add: Call<'secrets.add'>; remove: Call<'secrets.remove'> }
  readonly settings: { get: Call<'settings.get'>; set: Call<'settings.set'> }
  readonly stats: { summary: Call<'stats.summary'> }
  /** Every change, as it commits, one by one. Whoever sends them across a transport coalesces them. */
  onAnnouncement(listener: Announce): () => void
  /** Every delivery, once, right after it was committed. */
  onDelivery(listener: (delivery: DeliverySummary) => void): () => void
  /** Stops accepting, finishes what was accepted, commits, ends the tunnel. Takes 5 s at most; safe to call twice. */
  close(): Promise<void>
}

/** Opens the store, starts the receiver and returns once both are ready. Rejects with an `AppError` that says why not. */
export declare function createCore(ports: Ports, options: CoreOptions): Promise<Core>
