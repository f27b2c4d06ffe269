import { parentPort, receiveMessageOnPort, type MessagePort } from 'node:worker_threads'
import Database from 'better-sqlite3'
import { AppError, messageOf, toWireError } from '#shared/errors.ts'
import { diffBodies } from '../events/diff-bodies.ts'
import type { CapturedDelivery } from './deliveries.ts'
import type { FromWorker, ToWorker } from './messages.ts'
import { openStore, type OpenStore } from './open.ts'
import { createOperations, type StoreOperations } from './operations.ts'

/**
 * The thread that owns the database. Batches that arrive while a commit is under way are taken together
 * into the next one, so that durability costs one sync per turn however many deliveries wait.
 */
const IDLE_CHECKPOINT_MS = 250

parentPort?.once('message', (message: ToWorker) => {
  const port = parentPort
  if (!port) return
  if (message.kind === 'open') serve(port, message.dataDir)
  if (message.kind !== 'diff') return
  answer(
    0,
    () => diffBodies(message.from, message.to),
    (reply) => port.postMessage(reply)
  )
  port.close()
})

function serve(port: MessagePort, dataDir: string): void {
  const post = (message: FromWorker) => port.postMessage(message)
  let store: OpenStore
  try {
    store = openStore(dataDir)
  } catch (error) {
    post({ kind: 'refused', error: toWireError(error) })
    port.close()
    return
  }
  const operations = createOperations(store, (change) => post({ kind: 'changed', change }))
  operations.failPendingAttempts()
  post({ kind: 'ready' })

  let idle: NodeJS.Timeout | undefined
  port.on('message', (first: ToWorker) => {
    clearTimeout(idle)
    const waiting: Extract<ToWorker, { kind: 'capture' }>[] = []
    // Takes what has queued up meanwhile. A call ends the run, so that order is kept.
    for (let message: ToWorker | undefined = first; message; message = nextMessage(port)) {
      if (message.kind === 'capture') {
        waiting.push(message)
        continue
      }
      commit(operations, waiting.splice(0), post)
      if (message.kind === 'close') {
        store.close()
        post({ kind: 'closed' })
        port.close()
        return
      }
      if (message.kind !== 'call') continue
      const { call, name, input } = message
      answer(call, () => (operations[name] as (input: unknown) => unknown)(input), post)
    }
    commit(operations, waiting, post)
    idle = setTimeout(() => operations.checkpoint(), IDLE_CHECKPOINT_MS)
  })
}

function nextMessage(port: MessagePort): ToWorker | undefined {
  return receiveMessageOnPort(port)?.message as ToWorker | undefined
}

function commit(
  operations: StoreOperations,
  batches: readonly Extract<ToWorker, { kind: 'capture' }>[],
  post: (message: FromWorker) => void
): void {
  if (batches.length === 0) return
  try {
    const recorded = operations.capture(batches.flatMap(unpack))
    let from = 0
    post({
      kind: 'captured',
      batches: batches.map(({ batch, deliveries }) => {
        const part = recorded.slice(from, from + deliveries.length)
        from += deliveries.length
        return { batch, recorded: part }
      })
    })
  } catch (error) {
    const reason = messageOf(error)
    post({ kind: 'notCaptured', batches: batches.map(({ batch }) => batch), reason })
  }
}

function unpack({ deliveries, sizes, bytes }: Extract<ToWorker, { kind: 'capture' }>) {
  let from = 0
  return deliveries.map((delivery: CapturedDelivery, index) => {
    const to = from + (sizes[index] ?? 0)
    const body = bytes.subarray(from, to)
    from = to
    return { delivery, body }
  })
}

function answer(call: number, work: () => unknown, post: (message: FromWorker) => void): void {
  try {
    post({ kind: 'reply', call, value: work() })
  } catch (error) {
    const known = error instanceof Database.SqliteError ? explainSqlite(error) : error
    const bug = known instanceof AppError ? null : String(known instanceof Error ? known.stack : known)
    post({ kind: 'failure', call, error: toWireError(known), bug })
  }
}

/** A disk that is full, locked or broken is nobody's bug, and the user can do something about it. */
function explainSqlite(error: InstanceType<typeof Database.SqliteError>): unknown {
  if (!/^SQLITE_(FULL|IOERR|BUSY|LOCKED|READONLY|CORRUPT|CANTOPEN)/.test(error.code)) return error
  return new AppError('unavailable', `The store cannot do this now (${error.message}).`, { cause: error })
}
