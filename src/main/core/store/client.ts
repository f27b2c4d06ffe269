import { setTimeout as sleep } from 'node:timers/promises'
import type { Worker } from 'node:worker_threads'
import { AppError, messageOf } from '#shared/errors.ts'
import type { Recorded } from './capture-operations.ts'
import type { StoreChange } from './context.ts'
import type { CapturedDelivery } from './deliveries.ts'
import type { CallName } from './messages.ts'
import type { StoreOperations } from './operations.ts'
import { linkWorker, type WorkerLink } from './worker-link.ts'

/** The store as the main thread sees it. A worker that crashes is replaced. */
export interface Store {
  /** What happened while the data was opened that the user should know, in sentences. */
  readonly notices: readonly string[]
  /**
   * Stores one delivery together with all others of this turn of the event loop. Resolves once it is on
   * disk; rejects with the reason when it is not known to be.
   */
  capture(delivery: CapturedDelivery, body: Uint8Array): Promise<Recorded>
  call<K extends CallName>(
    name: K,
    ...input: Parameters<StoreOperations[K]>
  ): Promise<ReturnType<StoreOperations[K]>>
  /** After each commit that changed rows. */
  onChange(listener: (change: StoreChange) => void): () => void
  /**
   * Fires when the worker has ended by itself, and again with the sentence that it will not come back if it
   * cannot be replaced. Calls wait for the next worker, but not for long.
   */
  onLost(listener: (reason: string) => void): void
  /** Fires when another worker has taken over. Lists read before `seq` may have missed a change. */
  onRestored(listener: (seq: number) => void): void
  /** Commits what is under way and closes the database. */
  close(): Promise<void>
}

/** The pauses before a new worker, one per crash within the window; a crash more and the store stays closed. */
const RESTART_AFTER_MS = [0, 100, 400, 1_600]
const CRASH_WINDOW_MS = 60_000
/** How long, and how much of, what arrives meanwhile is held back. A sender's own deadline is not far off. */
const WAIT_MS = 5_000
const HELD_BYTES = 64_000_000

/** What changes nothing that anyone could see: asked again, once, where the worker ends before it answers. */
const PURE_READS: ReadonlySet<CallName> = new Set<CallName>([
  'listEvents',
  'outlineEvents',
  'listDeliveries',
  'outlineDeliveries',
  'deliveryBody',
  'getEvent',
  'eventBody',
  'history',
  'diffOrBodies',
  'facets',
  'histogram',
  'describe',
  'stats',
  'getEntity',
  'entityWindow',
  'changesOf',
  'entityLabels',
  'blameStep',
  'membersStep',
  'listShapes'
])

type State =
  | { readonly name: 'open'; readonly link: WorkerLink }
  /** `next` rejects where no worker came in time. */
  | { readonly name: 'restarting'; readonly next: Promise<WorkerLink> }
  | { readonly name: 'lost'; readonly reason: string }
  | { readonly name: 'closed' }

/** Resolves once the database is open; rejects with the `AppError` that says why it is not. */
export async function openStoreClient(
  startWorker: () => Worker,
  dataDir: string,
  report: (problem: string) => void
): Promise<Store> {
  const changeListeners = new Set<(change: StoreChange) => void>()
  const lostListeners: ((reason: string) => void)[] = []
  const restoredListeners: ((seq: number) => void)[] = []
  let seq = 0
  let heldBytes = 0
  let closing: Promise<void> | null = null
  let state: State = { name: 'closed' }

  const start = (resumeAt: number | null): WorkerLink =>
    linkWorker(startWorker(), {
      dataDir,
      resumeAt,
      report,
      onChange(change) {
        seq = change.seq
        // What a worker does while it opens is part of the first lists that are read from it.
        if (state.name === 'open') for (const listener of changeListeners) listener(change)
      }
    })
  const first = start(null)
  const notices = await first.opened
  state = { name: 'open', link: first }

  let crashes: number[] = []
  /** Rejects with what to tell the user once there were too many crashes. */
  const startAnother = async (crash: string): Promise<WorkerLink> => {
    for (let reason = crash; ;) {
      const now = performance.now()
      crashes = [...crashes.filter((at) => now - at < CRASH_WINDOW_MS), now]
      const pause = RESTART_AFTER_MS[crashes.length - 1]
      if (pause === undefined) {
        throw unavailable(
          `The store stopped ${crashes.length} times in a minute (${reason}). Restart the app.`
        )
      }
      await sleep(pause)
      seq++ // It stands for what was committed but never told.
      const link = start(seq)
      try {
        await link.opened
        return link
      } catch (error) {
        reason = messageOf(error)
        await link.ended
      }
    }
  }
  /** Follows one worker after the other. */
  const keepOpen = async (link: WorkerLink): Promise<void> => {
    const reason = await link.ended
    if (closing) return void (state = { name: 'closed' })
    const restarted = Promise.withResolvers<WorkerLink>()
    restarted.promise.catch(() => undefined) // Perhaps nobody waits for it.
    state = { name: 'restarting', next: restarted.promise }
    const deadline = setTimeout(
      () => restarted.reject(unavailable('The store is still starting again. Try again.')),
      WAIT_MS
    )
    for (const listener of lostListeners) listener(`The store was interrupted (${reason}) and starts again.`)
    let another: WorkerLink
    try {
      another = await startAnother(reason)
    } catch (error) {
      state = { name: 'lost', reason: messageOf(error) }
      restarted.reject(error)
      for (const listener of lostListeners) listener(state.reason)
      return
    } finally {
      clearTimeout(deadline)
    }
    state = { name: 'open', link: another }
    void keepOpen(another)
    restarted.resolve(another)
    for (const listener of restoredListeners) listener(seq)
  }
  void keepOpen(first)

  /** The worker for what arrives while there is none. */
  const waitForWorker = async (bytes: number): Promise<WorkerLink> => {
    if (state.name === 'open') return state.link
    if (state.name === 'lost') throw unavailable(state.reason)
    if (state.name === 'closed') throw unavailable('The store is closed.')
    if (heldBytes + bytes > HELD_BYTES) {
      throw unavailable('The store is starting again and can hold back no more. Try again.')
    }
    heldBytes += bytes
    try {
      return await state.next
    } finally {
      heldBytes -= bytes
    }
  }

  return {
    notices,
    capture: (delivery, body) =>
      state.name === 'open'
        ? state.link.capture(delivery, body)
        : waitForWorker(body.byteLength).then((link) => link.capture(delivery, body)),
    async call(name, ...input) {
      const link = state.name === 'open' ? state.link : await waitForWorker(0)
      const ask = (worker: WorkerLink) => worker.call(name, input[0]) as Promise<never> // typed by the caller: the worker answers with what that operation returns
      if (!PURE_READS.has(name)) return ask(link)
      try {
        return await ask(link)
      } catch (error) {
        if (state.name === 'open' && state.link === link) throw error
        return ask(await waitForWorker(0))
      }
    },
    onChange(listener) {
      changeListeners.add(listener)
      return () => void changeListeners.delete(listener)
    },
    onLost: (listener) => void lostListeners.push(listener),
    onRestored: (listener) => void restoredListeners.push(listener),
    close() {
      closing ??= (async () => {
        const link = await waitForWorker(0).catch(() => null)
        await link?.close()
      })()
      return closing
    }
  }
}

const unavailable = (message: string) => new AppError('unavailable', message)
