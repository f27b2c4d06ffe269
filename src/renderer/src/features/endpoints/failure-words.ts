import type { Failure } from '#shared/endpoint-models.ts'
import { plural } from '../../lib/format-count.ts'

/** As long as Scalekit waits for an answer. */
const patienceMs = 10_000

/** What is going to happen, as a sentence: `The next 3 webhooks are answered 500.` */
export function sayFailure(failure: Failure): string {
  const who = failure.left === 1 ? 'The next webhook' : `The next ${plural(failure.left, 'webhook')}`
  return `${who} ${failure.left === 1 ? 'is' : 'are'} ${treatment(failure)}.`
}

/** The same for where there is little room: `Next 3: answered 500` */
export const sayFailureShort = (failure: Failure): string => `Next ${failure.left}: ${treatment(failure)}`

/** What the sender makes of it. */
export function sayConsequence({ kind, status, delayMs }: Failure): string {
  if (kind === 'hangUp') return 'Scalekit gets no answer and sends each of them again later.'
  if (kind === 'delay' && (delayMs ?? 0) >= patienceMs) {
    return 'Scalekit waits 10 s, so for it no answer came, and it sends each of them again later.'
  }
  if (status !== null && (status < 200 || status > 299)) {
    return 'Scalekit takes anything but a 2xx for a failure and sends each of them again later.'
  }
  return kind === 'delay'
    ? 'Scalekit waits 10 s, so it should take this for received.'
    : 'Scalekit takes a 2xx for received.'
}

function treatment({ kind, status, delayMs }: Failure): string {
  switch (kind) {
    case 'status':
      return `answered ${status ?? ''}`.trimEnd()
    case 'delay':
      return `answered ${status === null ? '' : `${status} `}after ${(delayMs ?? 0) / 1_000} s`
    case 'hangUp':
      return 'cut off without an answer'
  }
}
