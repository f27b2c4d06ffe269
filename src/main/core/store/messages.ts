import type { WireError } from '#shared/errors.ts'
import type { ApartTask } from '../apart.ts'
import type { CapturedDelivery } from './deliveries.ts'
import type { Recorded } from './capture-operations.ts'
import type { StoreChange } from './context.ts'
import type { StoreOperations } from './operations.ts'

/**
 * What crosses between main thread and store worker. Both ends are ours and built together, so these are
 * types without a parser. A batch carries all bodies in one transferred buffer: one object to move instead
 * of one per delivery.
 */
export type ToWorker =
  /** The first message, and the only one before `ready`. `resumeAt` is where a crashed worker's `seq` goes on. */
  | { readonly kind: 'open'; readonly dataDir: string; readonly resumeAt: number | null }
  /** Also a first message, and then the only one: a task in a thread of its own, answered as call 0. */
  | { readonly kind: 'apart'; readonly task: ApartTask }
  | {
      readonly kind: 'capture'
      readonly batch: number
      readonly deliveries: CapturedDelivery[]
      readonly sizes: number[]
      readonly bytes: Uint8Array
    }
  | { readonly kind: 'call'; readonly call: number; readonly name: CallName; readonly input: unknown }
  | { readonly kind: 'close' }

export type FromWorker =
  | { readonly kind: 'ready'; readonly notices: readonly string[] }
  | { readonly kind: 'refused'; readonly error: WireError }
  | { readonly kind: 'captured'; readonly batches: { batch: number; recorded: Recorded[] }[] }
  | { readonly kind: 'notCaptured'; readonly batches: number[]; readonly reason: string }
  | { readonly kind: 'reply'; readonly call: number; readonly value: unknown }
  | {
      readonly kind: 'failure'
      readonly call: number
      readonly error: WireError
      readonly bug: string | null
    }
  | { readonly kind: 'changed'; readonly change: StoreChange }
  /** Something failed that nobody had asked for. */
  | { readonly kind: 'bug'; readonly bug: string }
  | { readonly kind: 'closed' }

/** Operations that may be called one at a time; capturing has a message of its own. */
export type CallName = Exclude<keyof StoreOperations, 'capture'>
