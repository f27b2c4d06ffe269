import { AppError, messageOf } from '#shared/errors.ts'
import type { Attempt } from '#shared/models.ts'
import type { Clock } from '../ports.ts'
import type { Secrets } from '../signatures/secrets.ts'
import type { NewAttempt } from '../store/attempts.ts'
import type { Store } from '../store/client.ts'
import { buildOutgoing, type SendingOptions } from './outgoing.ts'
import { send } from './send.ts'
import { checkTarget, type CheckedTarget } from './target.ts'

/** Hands events to targets and keeps what came of it. */
export interface Attempts {
  check(target: string): Promise<CheckedTarget>
  /** One attempt, stored before it is sent and again when it ended. Rejects when it cannot begin. */
  make(eventId: string, target: CheckedTarget, purpose: Purpose): Promise<Attempt>
  /** Stores that an event could not even be sent, and why: what was asked for must not vanish. */
  refuse(eventId: string, target: string, purpose: Purpose, error: unknown): Promise<void>
  /** Cancels what is under way and waits until that is stored. */
  close(): Promise<void>
}

export interface Purpose extends SendingOptions {
  readonly kind: Attempt['kind']
  readonly replayId: string | null
  /** The number under which it was stored while it waited, if it was. */
  readonly waiting?: number | null
}

export interface AttemptParts {
  readonly clock: Clock
  readonly store: Store
  readonly secrets: Secrets
  receiverPort(): number | null
  /** Whether an address is the receiver's public one. */
  leadsBack(url: URL): boolean
  /** Origins beyond this network that the user has confirmed. */
  trustedOrigins(): readonly string[]
  onAttempt(attempt: Attempt): void
}

export function createAttempts(parts: AttemptParts): Attempts {
  const { clock, store, secrets, onAttempt } = parts
  const closing = new AbortController()
  const underWay = new Set<Promise<unknown>>()

  const make: Attempts['make'] = async (eventId, target, purpose) => {
    if (closing.signal.aborted) throw new AppError('unavailable', 'The app is closing.')
    const { summary, delivery, body } = await store.call('eventRequest', eventId)
    const now = clock.now()
    const request = buildOutgoing(
      {
        eventId,
        type: summary.type,
        method: delivery.method,
        receivedAt: delivery.receivedAt,
        headers: delivery.headers,
        body
      },
      purpose,
      secretFor(secrets, delivery),
      now
    )
    const { id, attempt } = await store.call('startAttempt', {
      waiting: purpose.waiting ?? null,
      replayId: purpose.replayId,
      kind: purpose.kind,
      eventId,
      target: target.url.href,
      mode: purpose.mode,
      startedAt: now,
      requestHeaders: request.headers,
      requestBody: textIfOther(request.body, body),
      warning: request.warning
    })
    if (attempt) onAttempt(attempt)
    const result = await send(target, request, closing.signal)
    const finished = await store.call('finishAttempt', { id, result })
    if (!finished)
      throw new AppError('not_found', `The event ${eventId} was deleted while it was being sent.`)
    onAttempt(finished)
    return finished
  }

  return {
    async check(target) {
      const checked = await checkTarget(target, parts.receiverPort(), parts.trustedOrigins())
      if (!parts.leadsBack(checked.url)) return checked
      throw new AppError(
        'invalid_input',
        "This is the app's own public URL, so events would come back. Choose the address of your app."
      )
    },
    make(...input) {
      const attempt = make(...input)
      const settled = attempt.catch(() => undefined).finally(() => underWay.delete(settled))
      underWay.add(settled)
      return attempt
    },
    async refuse(eventId, target, { waiting = null, ...purpose }, error) {
      const reason = messageOf(error)
      const unsent = unsentAttempt(eventId, target, purpose, clock.now())
      const { id } = await store.call('startAttempt', { ...unsent, waiting })
      const nothing = {
        status: null,
        durationMs: null,
        responseHeaders: [],
        responseBody: null,
        responseTruncated: false
      }
      const failed = await store.call('finishAttempt', {
        id,
        result: { ...nothing, outcome: 'failed', error: reason }
      })
      if (failed) onAttempt(failed)
    },
    async close() {
      closing.abort()
      await Promise.all(underWay)
    }
  }
}

/** An attempt of which nothing has been sent. */
export const unsentAttempt = (
  eventId: string,
  target: string,
  { kind, replayId, mode }: Pick<Purpose, 'kind' | 'replayId' | 'mode'>,
  startedAt: number
): NewAttempt => ({ replayId, kind, eventId, target, mode, startedAt, requestHeaders: [], warning: null })

/** The secret that a handler most likely knows: the one that verified the event, else one of its endpoint's, else any. */
export function secretFor(
  secrets: Pick<Secrets, 'ofUser' | 'sample'>,
  { secretId, endpointId }: { readonly secretId: string | null; readonly endpointId: string }
): string | null {
  const users = secrets.ofUser()
  const secret =
    users.find(({ id }) => id === secretId) ?? secrets.ofUser(endpointId)[0] ?? users[0] ?? secrets.sample()
  return secret?.value ?? null
}

/** A body that is not the event's own, to be stored with the attempt. Only JSON is ever changed, so it is text. */
export const textIfOther = (sent: Uint8Array, own: Uint8Array): string | null =>
  sent === own ? null : new TextDecoder().decode(sent)
