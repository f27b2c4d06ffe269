import type { Worker } from 'node:worker_threads'
import { AppError } from '#shared/errors.ts'
import type { FromWorker, ToWorker } from '../store/messages.ts'
import type { Diff } from './diff-bodies.ts'

/** Compares two large bodies in a worker of their own, which ends with it: neither store nor page waits. */
export async function diffApart(worker: Worker, bodies: { from: Uint8Array; to: Uint8Array }): Promise<Diff> {
  const answered = Promise.withResolvers<Diff>()
  worker.once('message', (message: FromWorker) => {
    if (message.kind === 'reply') answered.resolve(message.value as Diff)
    else if (message.kind === 'failure')
      answered.reject(new AppError(message.error.code, message.error.message))
  })
  worker.once('error', answered.reject)
  worker.once('exit', () =>
    answered.reject(new AppError('unavailable', 'The comparison ended early. Try again.'))
  )
  worker.postMessage({ kind: 'diff', ...bodies } satisfies ToWorker)
  try {
    return await answered.promise
  } finally {
    await worker.terminate()
  }
}
