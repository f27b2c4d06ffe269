import type { Worker } from 'node:worker_threads'
import { AppError } from '#shared/errors.ts'
import type { Mapping } from '#shared/mapping-models.ts'
import type { Explanation } from '#shared/models.ts'
import { diffBodies, type Diff } from './events/diff-bodies.ts'
import { redactDelivery, type RedactedDelivery, type RedactTask } from './sharing/redact-delivery.ts'
import { mapBody, type MappingContext } from './mapping/map-body.ts'
import { diagnose } from './signatures/doctor/diagnose.ts'
import type { Patient } from './signatures/doctor/patient.ts'
import type { FromWorker, ToWorker } from './store/messages.ts'

/** What takes too long beside everything else, with all that it needs. */
export type ApartTask =
  | {
      readonly task: 'diff'
      readonly from: Uint8Array
      readonly to: Uint8Array
      readonly unchanged: number | undefined
    }
  | { readonly task: 'map'; readonly body: Uint8Array; readonly context: MappingContext }
  | { readonly task: 'diagnose'; readonly patient: Patient }
  | { readonly task: 'redact'; readonly delivery: RedactTask }

interface Outcomes {
  readonly diff: Diff
  readonly map: Mapping
  readonly diagnose: Explanation
  readonly redact: RedactedDelivery
}
type Outcome<T extends ApartTask> = Outcomes[T['task']]

/** The task itself, for the thread that was started for it. */
export function perform(task: ApartTask): Outcomes[ApartTask['task']] {
  switch (task.task) {
    case 'diff':
      return diffBodies(task.from, task.to, task.unchanged)
    case 'map':
      return mapBody(task.body, task.context)
    case 'diagnose':
      return diagnose(task.patient)
    case 'redact':
      return redactDelivery(task.delivery)
  }
}

/** Runs a task beside everything else. */
export type RunApart = <T extends ApartTask>(task: T) => Promise<Outcome<T>>

/**
 * Runs each task in a worker of its own, which ends with it: neither receiver nor store nor page waits. One
 * after the other, so that many of them leave the receiver its share of the machine.
 */
export function createApart(startWorker: () => Worker): RunApart {
  let last: Promise<unknown> = Promise.resolve()
  return (task) => {
    const result = last.then(() => runIn(startWorker(), task))
    last = result.catch(() => undefined)
    return result
  }
}

async function runIn<T extends ApartTask>(worker: Worker, task: T): Promise<Outcome<T>> {
  const answered = Promise.withResolvers<Outcome<T>>()
  worker.once('message', (message: FromWorker) => {
    if (message.kind === 'reply') answered.resolve(message.value as Outcome<T>)
    else if (message.kind === 'failure')
      answered.reject(new AppError(message.error.code, message.error.message))
  })
  worker.once('error', answered.reject)
  worker.once('exit', () =>
    answered.reject(new AppError('unavailable', 'The work on a large body ended early. Try again.'))
  )
  worker.postMessage({ kind: 'apart', task } satisfies ToWorker)
  try {
    return await answered.promise
  } finally {
    await worker.terminate()
  }
}
