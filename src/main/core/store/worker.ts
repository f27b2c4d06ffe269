import { parentPort, receiveMessageOnPort, type MessagePort } from 'node:worker_threads'
import { AppError, messageOf, toWireError } from '#shared/errors.ts'
import { perform } from '../apart.ts'
import { explainTrouble, isDamage } from './damage.ts'
import type { CapturedDelivery } from './deliveries.ts'
import type { FromWorker, ToWorker } from './messages.ts'
import { openStore } from './open.ts'
import { createOperations, type StoreOperations } from './operations.ts'
import { createQuietWork } from './quiet-work.ts'
import { BATCH_BYTES } from './worker-link.ts'

/**
 * The thread that owns the database. Batches that arrive while a commit is under way are taken together
 * into the next one, so that durability costs one sync per turn however many deliveries wait.
 */
parentPort?.once('message', (message: ToWorker) => {
  const port = parentPort
  if (!port) return
  if (message.kind === 'open') serve(port, message.dataDir, message.resumeAt)
  if (message.kind !== 'apart') return
  answer(
    0,
    () => perform(message.task),
    (reply) => port.postMessage(reply)
  )
  port.close()
})

function serve(port: MessagePort, dataDir: string, resumeAt: number | null): void {
  const post = (message: FromWorker) => port.postMessage(message)
  let begun: ReturnType<typeof begin>
  try {
    begun = begin(dataDir, resumeAt, post)
  } catch (error) {
    const bug = bugOf(error)
    if (bug !== null) post({ kind: 'bug', bug })
    post({ kind: 'refused', error: toWireError(error) })
    port.close()
    return
  }
  const { store, operations } = begun
  post({ kind: 'ready', notices: store.notices })

  const explained = <T>(work: () => T): T => {
    try {
      return work()
    } catch (error) {
      throw explainTrouble(error, store.file)
    }
  }
  const capture: StoreOperations['capture'] = (batch) => explained(() => operations.capture(batch))
  let lastFailure: string | null = null
  const quiet = createQuietWork(operations, (error) => {
    const known = explainTrouble(error, store.file)
    const bug = bugOf(known) ?? messageOf(known)
    if (bug !== lastFailure) post({ kind: 'bug', bug }) // A full disk says the same at every quiet moment.
    lastFailure = bug
  })
  port.on('message', (first: ToWorker) => {
    const waiting: Extract<ToWorker, { kind: 'capture' }>[] = []
    // Takes what has queued up meanwhile. A call ends the run, so that order is kept.
    for (let message: ToWorker | undefined = first; message; message = nextMessage(port)) {
      if (message.kind === 'capture') {
        waiting.push(message)
        if (sizeOf(waiting) >= BATCH_BYTES) commit(capture, waiting.splice(0), post)
        continue
      }
      commit(capture, waiting.splice(0), post)
      if (message.kind === 'close') {
        quiet.stop()
        store.close()
        post({ kind: 'closed' })
        port.close()
        return
      }
      if (message.kind !== 'call') continue
      const { call, name, input } = message
      answer(call, () => explained(() => (operations[name] as (input: unknown) => unknown)(input)), post)
    }
    commit(capture, waiting, post)
    quiet.noteMessages()
  })
}

/** Damage that shows as soon as the rows are read is dealt with at once: the second opening checks the file. */
function begin(
  dataDir: string,
  resumeAt: number | null,
  post: (message: FromWorker) => void,
  isSecond = false
): { store: ReturnType<typeof openStore>; operations: StoreOperations } {
  const store = openStore(dataDir, resumeAt === null)
  try {
    const operations = createOperations(store, (change) => post({ kind: 'changed', change }), resumeAt)
    operations.failPendingAttempts()
    // What the app cannot do without.
    operations.listEndpoints()
    operations.listSecrets()
    operations.allSettings()
    return { store, operations }
  } catch (error) {
    store.close()
    const trouble = explainTrouble(error, store.file)
    if (!isDamage(error) || resumeAt !== null || isSecond) throw trouble
    return begin(dataDir, resumeAt, post, true)
  }
}

const sizeOf = (batches: readonly { readonly bytes: Uint8Array }[]): number =>
  batches.reduce((sum, { bytes }) => sum + bytes.byteLength, 0)

function nextMessage(port: MessagePort): ToWorker | undefined {
  return receiveMessageOnPort(port)?.message as ToWorker | undefined
}

function commit(
  capture: StoreOperations['capture'],
  batches: readonly Extract<ToWorker, { kind: 'capture' }>[],
  post: (message: FromWorker) => void
): void {
  if (batches.length === 0) return
  try {
    const recorded = capture(batches.flatMap(unpack))
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
    post({ kind: 'failure', call, error: toWireError(error), bug: bugOf(error) })
  }
}

/** Null for what is expected to go wrong now and then. */
const bugOf = (error: unknown): string | null =>
  error instanceof AppError ? null : String(error instanceof Error ? error.stack : error)
