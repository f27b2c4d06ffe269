import type { WireError } from './errors.ts'

/** The answer to a command. Failures travel as values: Electron would keep only an exception's message. */
export type Reply =
  { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly error: WireError }

/** How messages cross between page and core: the whole difference between the hosts, seen from the page. */
export interface Transport {
  /** Never rejects: a transport that cannot reach the core answers `unavailable`. */
  request(command: string, input: unknown): Promise<Reply>
  /**
   * Delivers every announcement in order until the returned function is called. `onResync` fires when
   * announcements may have been missed (a reconnected stream), so that lists must be read again.
   */
  subscribe(onAnnouncement: (name: string, payload: unknown) => void, onResync: () => void): () => void
}
