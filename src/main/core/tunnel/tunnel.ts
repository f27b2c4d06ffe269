import type { TunnelStatus } from '#shared/models.ts'

export interface TunnelRequest {
  /** `http://127.0.0.1:PORT`, the only thing the tunnel leads to. */
  readonly receiverUrl: string
  readonly authtoken: string
  /** Null lets the service assign one. */
  readonly domain: string | null
  /** `HOST:PORT` of an account's own agent ingress; null for ngrok's. */
  readonly connectUrl: string | null
  /** PEM file that the ingress's certificate is checked against. */
  readonly connectCas: string | null
}

/** The public way in to the receiver. */
export interface Tunnel {
  status(): TunnelStatus
  /**
   * Goes online and stays so until `stop`, reconnecting by itself. Does nothing while it does so for the same
   * request already; ends what another request began. Every failure is a status, never an exception.
   */
  start(request: TunnelRequest): void
  /** Resolves once the tunnel's process is gone, within a few seconds. Safe to call at any time and twice. */
  stop(): Promise<void>
  /** Calls `listener` after each change of the status until the returned function is called. */
  onChange(listener: () => void): () => void
}
