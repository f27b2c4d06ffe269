export interface CoreOptions {
  /** Created if missing. */
  readonly dataDir: string
  readonly version: string
  readonly host: 'electron' | 'browser'
  /** When the host has shown its page, so that what can wait no longer holds it up; absent where nobody can tell. */
  readonly painted?: Promise<unknown>
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
  /** Where ngrok's own agent keeps its configuration. Read when the user asks for it, and never otherwise. */
  readonly configFiles: readonly string[]
  readonly domain: string | null
  /** `HOST:PORT` of an account's own agent ingress; null for ngrok's. */
  readonly connectUrl: string | null
  /** PEM file that the ingress's certificate is checked against. */
  readonly connectCas: string | null
}
