import type {
  Announcement,
  AnnouncementName,
  CommandInput,
  CommandName,
  CommandOutput
} from '#shared/contract.ts'
import type { ErrorCode, WireError } from '#shared/errors.ts'
import { createStore, type Store } from '../state/store.ts'
import { createGone } from './gone.ts'
import type { LinkLoss } from './link-loss.ts'
import type { PageTransport } from './transport.ts'

/** A command that the core refused; its message is for the user as it is. */
export class ClientError extends Error {
  readonly code: ErrorCode

  constructor(error: WireError) {
    super(error.message)
    this.name = 'ClientError'
    this.code = error.code
  }
}

const deleted: WireError = { code: 'not_found', message: 'This event was deleted.' }

export interface Client {
  /** Rejects with a `ClientError`. The signal tells that nobody waits for the answer any more. */
  call<K extends CommandName>(
    name: K,
    input: CommandInput<K>,
    signal?: AbortSignal
  ): Promise<CommandOutput<K>>
  /** `onResync` fires when announcements may have been missed: whatever was read must be read again. */
  on<K extends AnnouncementName>(
    name: K,
    listener: (payload: Announcement<K>) => void,
    onResync: () => void
  ): () => void
  /** Why announcements do not arrive; null while they do. */
  readonly loss: Store<LinkLoss | null>
}

interface Subscription {
  readonly name: string
  readonly listener: (payload: never) => void
  readonly onResync: () => void
}

/** Types the transport. One subscription serves the whole page and lives as long as it. */
export function createClient(transport: PageTransport): Client {
  const loss = createStore<LinkLoss | null>(null)
  transport.watchLink?.((why) => loss.set(why))
  const subscriptions = new Set<Subscription>()
  const gone = createGone()
  transport.subscribe(
    (name, payload) => {
      if (name === 'events.changed') gone.hear(payload as Announcement<'events.changed'>)
      for (const subscription of subscriptions) {
        if (subscription.name === name) subscription.listener(payload as never)
      }
    },
    () => {
      gone.clear()
      subscriptions.forEach((subscription) => subscription.onResync())
    }
  )

  return {
    async call<K extends CommandName>(name: K, input: CommandInput<K>, signal?: AbortSignal) {
      // What brings events back is answered before that is announced.
      if (name === 'deletions.undo') gone.clear()
      // The core would refuse it, and a browser would report the refusal as an error of the page.
      if (gone.isIn(input)) throw new ClientError(deleted)
      const reply = await transport.request(name, input, signal)
      if (!reply.ok) throw new ClientError(reply.error)
      return reply.value as CommandOutput<K>
    },
    on(name, listener, onResync) {
      const subscription: Subscription = { name, listener, onResync }
      subscriptions.add(subscription)
      return () => subscriptions.delete(subscription)
    },
    loss
  }
}
