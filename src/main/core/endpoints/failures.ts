import { AppError } from '#shared/errors.ts'
import type { Failure } from '#shared/endpoint-models.ts'

/** Failures that are armed, by endpoint. Kept in memory only, so that nobody finds one armed that he has forgotten. */
export interface Failures {
  of(endpointId: string): Failure | null
  arm(endpointId: string, failure: Failure | null): void
  /** The failure of the next webhook, which is one less then; null as a rule. */
  take(endpointId: string): Failure | null
}

export function createFailures(): Failures {
  const armed = new Map<string, Failure>()
  const arm: Failures['arm'] = (endpointId, failure) => {
    if (failure) armed.set(endpointId, failure)
    else armed.delete(endpointId)
  }
  return {
    of: (endpointId) => armed.get(endpointId) ?? null,
    arm,
    take(endpointId) {
      const failure = armed.get(endpointId) ?? null
      if (failure) arm(endpointId, failure.left > 1 ? { ...failure, left: failure.left - 1 } : null)
      return failure
    }
  }
}

/** A failure with what its kind needs and nothing else. Throws `invalid_input` where that is missing. */
export function readFailure({ kind, status, delayMs, left }: Failure): Failure {
  switch (kind) {
    case 'status':
      if (status === null)
        throw new AppError('invalid_input', 'Say which status to answer with, for example 500.')
      return { kind, status, delayMs: null, left }
    case 'delay':
      if (delayMs === null)
        throw new AppError('invalid_input', 'Say how long to wait before the answer, in milliseconds.')
      return { kind, status, delayMs, left }
    case 'hangUp':
      return { kind, status: null, delayMs: null, left }
  }
}
