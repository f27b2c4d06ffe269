import { messageOf } from '#shared/errors.ts'
import type { Attempt, EventSummary } from '#shared/models.ts'
import type { ForwardPlan } from '../endpoints/forward-plan.ts'
import type { Clock, Log } from '../ports.ts'
import type { Recorded } from '../store/capture-operations.ts'
import type { Store } from '../store/client.ts'
import type { Attempts } from './attempts.ts'
import { createRoute, type Route } from './forwarder-route.ts'
import { RETRY_SCHEDULES } from './retry-schedules.ts'
import { createWaiting } from './waiting.ts'

/**
 * Hands each new event on to the targets of the endpoint that it came to, live. The queues hold ids only. What
 * still waits when the app ends, when its target is taken away or when forwarding is paused is not sent, but its
 * attempt says so, after a crash too: events are stored and can be replayed. What arrives while it is paused is not queued either, so that nothing old
 * reaches an app by surprise.
 */
export interface Forwarder {
  /**
   * Where the sender is to get a target's answer, resolves with what came of it there, also for a repeated delivery
   * of a known event; with null where the event is not handed on. Null where there is no such target. Never rejects.
   */
  forward(recorded: Recorded): Promise<Handed | null> | null
  /** Gives up what waits for targets that are not forwarded to any more. */
  refresh(): void
  close(): void
}

/** What came of an event at the mirrored target. */
export interface Handed {
  /** Null where it could not even be sent. */
  readonly attempt: Attempt | null
}

export interface ForwarderParts {
  readonly store: Pick<Store, 'call'>
  readonly attempts: Pick<Attempts, 'check' | 'make' | 'refuse'>
  readonly log: Log
  readonly clock: Clock
  plan(endpointId: string): ForwardPlan | null
  /** An attempt after something was added to it. */
  onRemark(attempt: Attempt): void
}

interface Arrival {
  readonly eventId: string
  readonly endpointId: string
  readonly isNew: boolean
  /** Tells the sender's side; null where it does not wait. */
  readonly tell: ((handed: Handed | null) => void) | null
}

const READ_AT_ONCE = 500

export function createForwarder(parts: ForwarderParts): Forwarder {
  const { store, attempts, log, clock, plan } = parts
  /** By endpoint and target. */
  const routes = new Map<string, Route & { isWanted(): boolean }>()
  const keep = createWaiting(store, log)
  const arrived: Arrival[] = []
  let isReading = false
  let isClosed = false

  const remark = async (attempt: Attempt, text: string) => {
    try {
      const remarked = await store.call('remarkAttempt', { id: attempt.id, remark: text })
      if (remarked) parts.onRemark(remarked)
    } catch (error) {
      log.warn('A remark on an attempt was not stored', { id: attempt.id, reason: messageOf(error) })
    }
  }
  const routeTo = (endpointId: string, target: string): Route => {
    const key = `${endpointId} ${target}`
    const known = routes.get(key)
    if (known) return known
    const route = createRoute({
      target,
      attempts,
      log,
      clock,
      keep,
      keepsOrder: () => plan(endpointId)?.keepOrder ?? true,
      // What is mirrored the sender tries again.
      schedule: () =>
        RETRY_SCHEDULES[plan(endpointId)?.mirror === target ? 'off' : (plan(endpointId)?.retries ?? 'off')],
      remark
    })
    const isWanted = () => plan(endpointId)?.targets.includes(target) ?? false
    const kept = { ...route, isWanted }
    routes.set(key, kept)
    return kept
  }
  const handOut = ({ endpointId, isNew, tell }: Arrival, event: EventSummary | undefined) => {
    const current = plan(endpointId)
    if (!event || !current) return tell?.(null)
    const { problem } = current
    if (problem === null && !current.accepts(event)) return tell?.(null)
    for (const target of current.targets) {
      const isMirrored = tell !== null && target === current.mirror
      if (!isNew && !isMirrored) continue
      const route = routeTo(endpointId, target)
      const handed = problem === null ? route.push(event) : route.refuse(event, problem)
      if (isMirrored) void handed.then((attempt) => tell({ attempt }))
    }
    if (current.mirror === null) tell?.(null)
  }
  /** Reads what is known of the events that have come, many at once, so that their order stays as it is. */
  const read = async () => {
    isReading = true
    while (arrived.length > 0 && !isClosed) {
      const batch = arrived.splice(0, READ_AT_ONCE)
      try {
        const events = await store.call(
          'eventsToForward',
          batch.map(({ eventId }) => eventId)
        )
        const byId = new Map(events.map((event) => [event.id, event]))
        for (const one of batch) handOut(one, byId.get(one.eventId))
      } catch (error) {
        log.warn('Events were not forwarded', { count: batch.length, reason: messageOf(error) })
        for (const { tell } of batch) tell?.({ attempt: null })
      }
    }
    isReading = false
  }

  return {
    forward({ delivery: { eventId, endpointId }, created }) {
      if (isClosed || eventId === null) return null
      const { targets, mirror } = plan(endpointId) ?? { targets: [], mirror: null }
      if (targets.length === 0 || (!created && mirror === null)) return null
      const waiting = mirror === null ? null : Promise.withResolvers<Handed | null>()
      arrived.push({ eventId, endpointId, isNew: created, tell: waiting?.resolve ?? null })
      if (!isReading) void read()
      return waiting?.promise ?? null
    },
    refresh() {
      for (const [key, route] of routes) {
        if (route.isWanted()) continue
        routes.delete(key)
        route.close(
          'Forwarding to this target ended before it was this event’s turn. Replay it if it is still wanted.'
        )
      }
    },
    close() {
      isClosed = true
      for (const route of routes.values()) route.close(null)
      for (const { tell } of arrived.splice(0)) tell?.({ attempt: null })
    }
  }
}
