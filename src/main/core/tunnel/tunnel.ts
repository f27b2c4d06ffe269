import type { TunnelStatus } from '#shared/listening-models.ts'

export interface NgrokRequest {
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

export interface OwnUrlRequest {
  /** Origin that the user leads to the receiver with a program of their own. */
  readonly publicUrl: string
  readonly receiverUrl: string
}

/** What is the matter, for the user. `code` is null where nothing is but that it takes time. */
export interface Trouble {
  readonly code: string | null
  readonly reason: string
  readonly action: string | null
}

/** A public way in to the receiver. */
export interface Tunnel<Request> {
  status(): TunnelStatus
  /**
   * Goes online and stays so until `stop`, coming back by itself where it can. Does nothing while it does so for
   * the same request already; ends what another request began. Every failure is a status, never an exception.
   */
  start(request: Request): void
  /**
   * Sends a test request through the public URL, where there is one to send it through. Resolves within seconds,
   * to null when it came back, else to what is the matter; the status follows.
   */
  test(): Promise<Trouble | null>
  /** To be called when the machine or its network is back: ends every wait, and doubts what claims to be online. */
  wake(): void
  /** Resolves once nothing of it runs any more, within a few seconds. Safe to call at any time and twice. */
  stop(): Promise<void>
  /** Calls `listener` after each change of the status until the returned function is called. */
  onChange(listener: () => void): () => void
}

/** What a tunnel that is not online says of itself. */
export function troubleOf({ code, reason, action }: TunnelStatus): Trouble {
  return { code, reason: reason ?? 'There is no public URL yet.', action }
}
