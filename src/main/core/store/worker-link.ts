import type { Worker } from 'node:worker_threads'
import { AppError, messageOf } from '#shared/errors.ts'
import type { Recorded } from './capture-operations.ts'
import type { StoreChange } from './context.ts'
import type { CapturedDelivery } from './deliveries.ts'
import type { CallName, FromWorker, ToWorker } from './messages.ts'

/** One store worker from its start to its end. It never comes back: the client starts another. */
export interface WorkerLink {
  /** Resolves with what the user should know once the database is open; rejects with why it is not. */
  readonly opened: Promise<readonly string[]>
  /** Resolves with the reason once the worker is gone and has let go of the files. Never rejects. */
  readonly ended: Promise<string>
  capture(delivery: CapturedDelivery, body: Uint8Array): Promise<Recorded>
  call(name: CallName, input: unknown): Promise<unknown>
  /** Commits what is under way and closes the database. */
  close(): Promise<void>
}

export interface WorkerLinkOptions {
  readonly dataDir: string
  readonly resumeAt: number | null
  onChange(change: StoreChange): void
  report(problem: string): void
}

/** What goes to the worker, and into one commit, at once: more would double in memory and hold up what comes after. */
export const BATCH_BYTES = 8_000_000

interface Waiting<T> {
  resolve(value: T): void
  reject(error: unknown): void
}

export function linkWorker(worker: Worker, options: WorkerLinkOptions): WorkerLink {
  const calls = new Map<number, Waiting<unknown>>()
  const batches = new Map<number, Waiting<Recorded>[]>()
  let pending: { delivery: CapturedDelivery; body: Uint8Array; waiting: Waiting<Recorded> }[] = []
  let nextCall = 1
  let nextBatch = 1
  let failure: string | null = null
  /** Set once the worker is gone. */
  let gone: AppError | null = null
  const opened = Promise.withResolvers<readonly string[]>()
  const closed = Promise.withResolvers<void>()
  const ended = Promise.withResolvers<string>()

  const post = (message: ToWorker, transfer: ArrayBuffer[] = []) => worker.postMessage(message, transfer)
  /** As many as have come, but not more than a commit may take in. */
  const takeBatch = () => {
    let bytes = 0
    let count = 0
    for (const { body } of pending) {
      bytes += body.byteLength
      if (count > 0 && bytes > BATCH_BYTES) break
      count++
    }
    return pending.splice(0, count)
  }
  const flush = () => {
    if (pending.length === 0) return
    const taken = takeBatch()
    const batch = nextBatch++
    batches.set(
      batch,
      taken.map((one) => one.waiting)
    )
    const bytes = new Uint8Array(taken.reduce((sum, one) => sum + one.body.byteLength, 0))
    let at = 0
    for (const { body } of taken) {
      bytes.set(body, at)
      at += body.byteLength
    }
    post(
      {
        kind: 'capture',
        batch,
        deliveries: taken.map((one) => one.delivery),
        sizes: taken.map((one) => one.body.byteLength),
        bytes
      },
      [bytes.buffer]
    )
    flush()
  }
  /** Nothing is posted to this worker any more, and whoever waits for it is told. */
  const end = (reason: string) => {
    const error = new AppError('unavailable', `The store was interrupted (${reason}). Try again.`)
    gone = error
    ended.resolve(reason)
    opened.reject(error)
    closed.resolve()
    const waiting = [...calls.values(), ...[...batches.values()].flat(), ...pending.map((one) => one.waiting)]
    calls.clear()
    batches.clear()
    pending = []
    for (const one of waiting) one.reject(error)
  }

  worker.on('message', (message: FromWorker) => {
    switch (message.kind) {
      case 'ready':
        opened.resolve(message.notices)
        break
      case 'refused':
        opened.reject(new AppError(message.error.code, message.error.message))
        break
      case 'captured':
        for (const { batch, recorded } of message.batches) {
          batches.get(batch)?.forEach((waiting, index) => {
            const one = recorded[index]
            if (one) waiting.resolve(one)
            else waiting.reject(new Error('The store answered for fewer deliveries than it was given'))
          })
          batches.delete(batch)
        }
        break
      case 'notCaptured':
        for (const batch of message.batches) {
          batches
            .get(batch)
            ?.forEach((waiting) => waiting.reject(new AppError('unavailable', message.reason)))
          batches.delete(batch)
        }
        break
      case 'reply':
        calls.get(message.call)?.resolve(message.value)
        calls.delete(message.call)
        break
      case 'failure':
        if (message.bug !== null) options.report(message.bug)
        calls.get(message.call)?.reject(new AppError(message.error.code, message.error.message))
        calls.delete(message.call)
        break
      case 'changed':
        options.onChange(message.change)
        break
      case 'bug':
        options.report(message.bug)
        break
      case 'closed':
        closed.resolve()
        break
    }
  })
  worker.on('error', (error) => {
    failure = messageOf(error)
    options.report(error instanceof Error && error.stack ? error.stack : failure)
  })
  // Comes after `error`, and only once the thread has closed its database and with it freed the lock.
  worker.on('exit', (code) => end(failure ?? `its worker ended with code ${code}`))

  post({ kind: 'open', dataDir: options.dataDir, resumeAt: options.resumeAt })
  return {
    opened: opened.promise,
    ended: ended.promise,
    capture(delivery, body) {
      if (gone) return Promise.reject(gone)
      return new Promise((resolve, reject) => {
        if (pending.length === 0) setImmediate(flush)
        pending.push({ delivery, body, waiting: { resolve, reject } })
      })
    },
    call(name, input) {
      if (gone) return Promise.reject(gone)
      const call = nextCall++
      const reply = new Promise<unknown>((resolve, reject) => calls.set(call, { resolve, reject }))
      post({ kind: 'call', call, name, input })
      return reply
    },
    close() {
      if (gone) return Promise.resolve()
      flush()
      post({ kind: 'close' })
      return closed.promise
    }
  }
}
