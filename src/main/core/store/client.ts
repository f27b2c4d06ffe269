import type { Worker } from 'node:worker_threads'
import { AppError, messageOf } from '#shared/errors.ts'
import type { CapturedDelivery } from './deliveries.ts'
import type { CallName, FromWorker, ToWorker } from './messages.ts'
import type { Recorded, StoreChange, StoreOperations } from './operations.ts'

/** The store as the main thread sees it. */
export interface Store {
  /**
   * Stores one delivery together with all others of this turn of the event loop. Resolves once it is on
   * disk; rejects with the reason when it is not, and then nothing of it is stored.
   */
  capture(delivery: CapturedDelivery, body: Uint8Array): Promise<Recorded>
  call<K extends CallName>(
    name: K,
    ...input: Parameters<StoreOperations[K]>
  ): Promise<ReturnType<StoreOperations[K]>>
  /** After each commit that changed rows. */
  onChange(listener: (change: StoreChange) => void): () => void
  /** Fires once if the worker ends by itself. Every later call rejects. */
  onLost(listener: (reason: string) => void): void
  /** Commits what is under way and closes the database. */
  close(): Promise<void>
}

interface Waiting<T> {
  resolve(value: T): void
  reject(error: unknown): void
}

/** Resolves once the database is open; rejects with the `AppError` that says why it is not. */
export async function openStoreClient(
  worker: Worker,
  dataDir: string,
  reportBug: (stack: string) => void
): Promise<Store> {
  const calls = new Map<number, Waiting<unknown>>()
  const batches = new Map<number, Waiting<Recorded>[]>()
  const changeListeners = new Set<(change: StoreChange) => void>()
  const lostListeners: ((reason: string) => void)[] = []
  let pending: { delivery: CapturedDelivery; body: Uint8Array; waiting: Waiting<Recorded> }[] = []
  let nextCall = 1
  let nextBatch = 1
  let lost: string | null = null
  let closing: Promise<void> | null = null
  const opened = Promise.withResolvers<void>()
  const closed = Promise.withResolvers<void>()

  const post = (message: ToWorker, transfer: ArrayBuffer[] = []) => worker.postMessage(message, transfer)
  const flush = () => {
    const batch = nextBatch++
    const taken = pending
    pending = []
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
  }
  const loseEverything = (reason: string) => {
    if (lost !== null) return
    lost = reason
    const error = new AppError('unavailable', `The store has stopped (${reason}). Restart the app.`)
    opened.reject(error)
    closed.resolve()
    for (const waiting of calls.values()) waiting.reject(error)
    for (const waiting of batches.values()) waiting.forEach((one) => one.reject(error))
    for (const { waiting } of pending) waiting.reject(error)
    calls.clear()
    batches.clear()
    pending = []
    if (!closing) lostListeners.forEach((listener) => listener(reason))
  }

  worker.on('message', (message: FromWorker) => {
    switch (message.kind) {
      case 'ready':
        opened.resolve()
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
        if (message.bug !== null) reportBug(message.bug)
        calls.get(message.call)?.reject(new AppError(message.error.code, message.error.message))
        calls.delete(message.call)
        break
      case 'changed':
        for (const listener of changeListeners) listener(message.change)
        break
      case 'closed':
        closed.resolve()
        break
    }
  })
  worker.on('error', (error) => {
    reportBug(String(error instanceof Error ? error.stack : error))
    loseEverything(messageOf(error))
  })
  worker.on('exit', () => loseEverything('its worker ended'))

  post({ kind: 'open', dataDir })
  await opened.promise
  return {
    capture(delivery, body) {
      if (lost !== null)
        return Promise.reject(new AppError('unavailable', `The store has stopped (${lost}).`))
      return new Promise((resolve, reject) => {
        if (pending.length === 0) setImmediate(flush)
        pending.push({ delivery, body, waiting: { resolve, reject } })
      })
    },
    call(name, ...input) {
      if (lost !== null)
        return Promise.reject(new AppError('unavailable', `The store has stopped (${lost}).`))
      const call = nextCall++
      const reply = new Promise<unknown>((resolve, reject) => calls.set(call, { resolve, reject }))
      post({ kind: 'call', call, name, input: input[0] })
      return reply as Promise<never> // typed by the caller: the worker answers with what that operation returns
    },
    onChange(listener) {
      changeListeners.add(listener)
      return () => void changeListeners.delete(listener)
    },
    onLost: (listener) => void lostListeners.push(listener),
    close() {
      closing ??= (async () => {
        if (lost !== null) return
        if (pending.length > 0) flush()
        post({ kind: 'close' })
        await closed.promise
      })()
      return closing
    }
  }
}
