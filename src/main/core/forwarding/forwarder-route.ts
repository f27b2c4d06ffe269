import { AppError, messageOf } from '#shared/errors.ts'
import type { Attempt, EventSummary } from '#shared/models.ts'
import type { Clock, Log } from '../ports.ts'
import { unsentAttempt, type Attempts, type Purpose } from './attempts.ts'
import { describeTry } from './retry-schedules.ts'
import { startTimer } from './retry-timer.ts'
import type { KeepWaiting } from './waiting.ts'

/**
 * The way of events to one target of one endpoint. What has to wait for its turn is stored as an attempt that has
 * not begun, so that it is told of whatever happens. Once the route is closed, what waits on it is never sent.
 */
export interface Route {
  /** Resolves with the first attempt as it ended; null where there was none. Never rejects. */
  push(event: EventSummary): Promise<Attempt | null>
  /** Stores that it is not sent, and why. */
  refuse(event: EventSummary, reason: string): Promise<null>
  /** `reason`: what is said of whatever still waits for its turn; null leaves that to the next start. */
  close(reason: string | null): void
}

export interface RouteParts {
  readonly target: string
  readonly attempts: Pick<Attempts, 'check' | 'make' | 'refuse'>
  readonly log: Log
  readonly clock: Clock
  readonly keep: KeepWaiting
  /** Whether the events of one entity wait for each other; asked for each event. */
  keepsOrder(): boolean
  /** The pauses before each further try, ms; asked after each try. */
  schedule(): readonly number[]
  /** Says more about an attempt that has ended. Must not reject. */
  remark(attempt: Attempt, remark: string): Promise<void>
}

/** Attempts under way at once. A pause before another try counts as none. */
const AT_ONCE = 8
/** Events that wait, be it for their turn or for another try. */
const MOST_WAITING = 10_000
/** A minute less than what handlers accept. */
const FRESH_MS = 240_000

interface Waiting extends Pick<EventSummary, 'id' | 'firstSeenAt'> {
  /** The number of its attempt that has not begun, until it does; null where it did not have to wait. */
  kept: Promise<number | null> | null
}

export function createRoute(parts: RouteParts): Route {
  const { target, attempts, log, clock } = parts
  const slots = createSlots(AT_ONCE)
  /** By entity, what its next event waits for. */
  const turns = new Map<string, Promise<void>>()
  const pauses = new Set<() => void>()
  let waiting = 0
  let isClosed = false
  let closedFor: string | null = null

  /** What arrived, as long as its signature is fresh; after that signed anew, under the same delivery id. */
  const purposeOf = ({ firstSeenAt }: Waiting): Purpose => ({
    kind: 'forward',
    replayId: null,
    mode: clock.now() - firstSeenAt < FRESH_MS ? 'verbatim' : 'resign',
    deliveryId: 'same',
    typeNames: 'asSent'
  })
  const refuse = async (event: Waiting, error: unknown, remark = '') => {
    const reason = messageOf(error)
    log.warn('An event was not forwarded', { eventId: event.id, reason })
    const told = new AppError('unavailable', `${reason} ${remark}`.trimEnd())
    // Where this cannot be stored either, the event is deleted or the app closes.
    await attempts.refuse(event.id, target, await beginning(event), told).catch(() => undefined)
  }
  const beginning = async (event: Waiting): Promise<Purpose> => {
    const key = await event.kept
    event.kept = null
    return { ...purposeOf(event), waiting: key }
  }
  const pause = (ms: number): Promise<void> => {
    const { promise, resolve } = Promise.withResolvers<void>()
    const callOff = startTimer(clock, ms, resolve)
    pauses.add(resolve)
    return promise.finally(() => {
      callOff()
      pauses.delete(resolve)
    })
  }
  /** One try, and what is said about it. Returns the pause before another one, which is running already. */
  const tryOnce = async (
    event: Waiting,
    tries: number,
    tell: (attempt: Attempt) => void
  ): Promise<{ readonly paused: Promise<void> } | null> => {
    let attempt: Attempt | null = null
    let error: unknown
    try {
      const checked = await attempts.check(target)
      if (isClosed) return null
      attempt = await attempts.make(event.id, checked, await beginning(event))
      tell(attempt)
    } catch (caught) {
      error = caught
    }
    const schedule = parts.schedule()
    const isWanted = !isClosed && (attempt ? !isAccepted(attempt) : isPassing(error))
    const pauseMs = (isWanted ? schedule[tries - 1] : undefined) ?? null
    const paused = pauseMs === null ? null : { paused: pause(pauseMs) }
    const remark = tries > 1 || pauseMs !== null ? describeTry(tries, schedule, pauseMs) : ''
    if (!attempt) await refuse(event, error, remark)
    else if (remark !== '') await parts.remark(attempt, remark)
    return paused
  }
  const handOn = async (event: Waiting, tell: (attempt: Attempt) => void) => {
    for (let tries = 1; !isClosed; tries++) {
      const next = await slots.run(() => tryOnce(event, tries, tell))
      if (next === null) break
      await next.paused
    }
    if (event.kept !== null && closedFor !== null) {
      await refuse(event, new AppError('unavailable', closedFor))
    }
  }

  return {
    push({ id, firstSeenAt, entityId }) {
      const event: Waiting = { id, firstSeenAt, kept: null }
      if (waiting >= MOST_WAITING) {
        const reason = `${MOST_WAITING} events wait for this target, so this one was not sent. Replay it later.`
        return refuse(event, new AppError('unavailable', reason)).then(() => null)
      }
      waiting++
      const { promise, resolve } = Promise.withResolvers<Attempt | null>()
      const lane = parts.keepsOrder() ? entityId : null
      const before = lane === null ? undefined : turns.get(lane)
      if (before || waiting > AT_ONCE)
        event.kept = parts.keep(unsentAttempt(id, target, purposeOf(event), clock.now()))
      const ended = (before ?? Promise.resolve())
        .then(() => handOn(event, resolve))
        .catch((error: unknown) => log.error('Forwarding failed', { eventId: id, reason: messageOf(error) }))
        .finally(() => {
          waiting--
          resolve(null)
          if (lane !== null && turns.get(lane) === ended) turns.delete(lane)
        })
      if (lane !== null) turns.set(lane, ended)
      return promise
    },
    async refuse({ id, firstSeenAt }, reason) {
      await refuse({ id, firstSeenAt, kept: null }, new AppError('unavailable', reason))
      return null
    },
    close(reason) {
      isClosed = true
      closedFor = reason
      for (const wake of pauses) wake()
    }
  }
}

const isAccepted = ({ outcome, status }: Attempt): boolean =>
  outcome === 'answered' && status !== null && status >= 200 && status <= 299

/** A target that is not found may be there later; one that is not allowed, or a deleted event, is not helped by time. */
const isPassing = (error: unknown): boolean => error instanceof AppError && error.code === 'unavailable'

/** Lets so many run at once, the others in their order. */
function createSlots(count: number) {
  const queue: (() => void)[] = []
  let free = count
  return {
    async run<T>(work: () => Promise<T>): Promise<T> {
      if (free > 0) free--
      else await new Promise<void>((resolve) => queue.push(resolve))
      try {
        return await work()
      } finally {
        const next = queue.shift()
        if (next) next()
        else free++
      }
    }
  }
}
