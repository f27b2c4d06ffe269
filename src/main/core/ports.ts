import type { Worker } from 'node:worker_threads'
import type { DesktopInfo } from '#shared/app-models.ts'

/** What the core asks of whoever runs it. Everything else it does itself. */
export interface Ports {
  readonly clock: Clock
  readonly log: Log
  readonly vault: Vault
  /** Starts a worker of `store/worker.ts`, or its bundle: for the store, again if that one crashes, and once for each diff of large bodies. */
  startStoreWorker(): Worker
  /** Starts a fresh tunnel process. Called once per connection attempt; the old one is dead by then. */
  startTunnelProcess(): TunnelProcess
  /** Opens a folder in the system's file manager, or says that it could not. Left out by a host that never can. */
  showFolder?(path: string): Promise<boolean>
  /** Whether it shows what is announced as `notices.raised`. Left out by a host that never does. */
  canNotify?(): boolean
  /** The latest lines that were logged, for diagnostics. */
  recentLog?(): Promise<string>
  /** What the desktop offers. Left out by a host that has none. */
  describeDesktop?(): Promise<DesktopInfo>
}

/** Milliseconds UTC. */
export interface Clock {
  now(): number
  /** Calls back after so many milliseconds, once; the result calls it off. Node's own timers where it is not given. */
  after?(ms: number, callBack: () => void): () => void
}

/** Human-readable diagnostics. Never give it a secret, a header value or a body. */
export interface Log {
  info(message: string, details?: Readonly<Record<string, unknown>>): void
  warn(message: string, details?: Readonly<Record<string, unknown>>): void
  error(message: string, details?: Readonly<Record<string, unknown>>): void
}

/** Where secrets rest: sealed text goes into the database, only this vault can open it again. */
export interface Vault {
  /** `secure` is false where sealing is obfuscation only; `note` then says why and what to do. */
  describe(): Promise<{ kind: string; secure: boolean; note: string | null }>
  seal(text: string): Promise<Uint8Array>
  /** Rejects when the text was sealed by another key. */
  open(sealed: Uint8Array): Promise<string>
}

/** A child process that runs the tunnel SDK and nothing else. Killing it is the cure for every hang. */
export interface TunnelProcess {
  post(message: unknown): void
  onMessage(listener: (message: unknown) => void): void
  /** Fires exactly once, also when the process could not be started. */
  onExit(listener: (code: number | null) => void): void
  kill(): void
}
