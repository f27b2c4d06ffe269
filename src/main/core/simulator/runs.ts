import { performance } from 'node:perf_hooks'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Announce } from '#shared/contract.ts'
import { AppError, messageOf } from '#shared/errors.ts'
import type { Simulation } from '#shared/simulator-models.ts'
import { describeEvent } from '../events/describe-event.ts'
import type { Clock, Log } from '../ports.ts'
import { openPosting, type Posting } from '../samples/posting.ts'
import { signWebhook } from '../signatures/sign.ts'
import type { AttemptResult } from '../store/attempts.ts'
import { createMessageId } from './message-id.ts'

/** What a simulation sends, and when. */
export interface Course extends Pick<Simulation, 'kind' | 'what' | 'entrance' | 'total'> {
  /** How many may wait for an answer at once; with one, each is answered before the next is sent. */
  readonly atOnce: number
  /** When the n-th is due, from 0, in ms from the start. Never earlier than the one before. */
  dueMs(index: number): number
  /** Asked for when it is due. */
  message(index: number): { readonly body: string; readonly messageId?: string }
  /** How long it takes: not less, and what is not sent by then stays unsent. As long as it needs when left out. */
  readonly lastsMs?: number
}

/** The simulations of this run of the app. */
export interface Runs {
  /** Returns once it is under way. */
  start(course: Course): Promise<Simulation>
  /** Latest first. */
  list(): Simulation[]
  /** Sends nothing more, and waits for the answers to what was sent. */
  stop(id: string): Promise<Simulation>
  /** Stops all of them without waiting for answers. */
  close(): Promise<void>
}

export interface RunParts {
  readonly clock: Clock
  readonly log: Log
  readonly announce: Announce
  /** Where the entrance is; throws with a sentence while it is closed. */
  urlOf(entrance: Simulation['entrance']): string
  /** What to sign with; throws with a sentence while there is nothing. */
  secret(): string
}

interface Run {
  simulation: Simulation
  readonly stopping: AbortController
  readonly posting: Posting
  ended: Promise<void>
}

const AT_ONCE = 4
const KEPT = 50
const KEPT_EVENT_IDS = 100
const ANNOUNCE_EVERY_MS = 200
/** How much later than planned the last ones of a limited time may still leave. */
const GRACE_MS = 500
/** The longest that a timer takes at once. */
const LONGEST_WAIT_MS = 2 ** 31 - 1

export function createRuns(parts: RunParts): Runs {
  const { clock, log } = parts
  const runs = new Map<string, Run>()
  let started = 0
  let isClosing = false

  const untold = new Set<Run>()
  let telling: NodeJS.Timeout | null = null
  const change = (run: Run, next: Partial<Simulation>) => {
    run.simulation = { ...run.simulation, ...next }
    if (isClosing) return
    untold.add(run)
    telling ??= setTimeout(() => {
      telling = null
      parts.announce('simulator.changed', { upserted: [...untold].map(({ simulation }) => simulation) })
      untold.clear()
    }, ANNOUNCE_EVERY_MS)
  }
  const isRunning = ({ simulation }: Run) => simulation.state === 'running'
  const forgetOldest = () => {
    const over = [...runs.values()].filter((run) => !isRunning(run)).slice(0, Math.max(0, runs.size - KEPT))
    for (const { simulation } of over) runs.delete(simulation.id)
  }

  const go = async (run: Run, course: Course, secret: string): Promise<void> => {
    const { signal } = run.stopping
    const { total, lastsMs = Number.POSITIVE_INFINITY } = course
    const begun = performance.now()
    const elapsed = () => performance.now() - begun
    let lastRefusal: string | null = null
    let next = 0

    const sendOne = async (index: number) => {
      const now = clock.now()
      const { body: text, messageId = createMessageId(now) } = course.message(index)
      const body = Buffer.from(text)
      const { sent, eventIds } = run.simulation
      change(run, { sent: sent + 1, eventIds: withEventId(eventIds, body, messageId) })
      const refusal = refusalOf(await run.posting.post(signWebhook(secret, messageId, now, body), body))
      lastRefusal = refusal ?? lastRefusal
      const { accepted, refused } = run.simulation
      change(run, {
        ...(refusal === null ? { accepted: accepted + 1 } : { refused: refused + 1 }),
        perSecond: rate(accepted + refused + 1, elapsed())
      })
    }
    const lane = async () => {
      while (next < total && !signal.aborted) {
        const index = next++
        await waitUntil(begun + course.dueMs(index), signal)
        if (signal.aborted || elapsed() > lastsMs + GRACE_MS) return
        await sendOne(index)
      }
    }
    await Promise.all(Array.from({ length: Math.min(course.atOnce, total) }, lane))
    if (Number.isFinite(lastsMs)) await waitUntil(begun + lastsMs, signal)

    const { sent, accepted, refused } = run.simulation
    const perSecond = rate(accepted + refused, elapsed())
    const outcome = signal.aborted ? 'stopped' : 'done'
    change(run, {
      perSecond,
      state: refused > 0 && accepted === 0 && outcome === 'done' ? 'failed' : outcome,
      reason: sentencesOf([
        outcome === 'done' && sent < total
          ? `Only ${sent} of ${total} could be sent in time: this machine reached ${perSecond ?? 0} a second.`
          : null,
        refused > 0 ? `${refused} of ${sent} were not accepted. The last one: ${lastRefusal ?? ''}` : null
      ])
    })
  }

  return {
    async start(course) {
      const secret = parts.secret()
      const posting = await openPosting(parts.urlOf(course.entrance), course.atOnce)
      if ([...runs.values()].filter(isRunning).length >= AT_ONCE) {
        await posting.close()
        throw new AppError('conflict', 'Four simulations are running already. Stop one of them, or wait.')
      }
      const { kind, what, entrance, total } = course
      started++
      const run: Run = {
        stopping: new AbortController(),
        posting,
        ended: Promise.resolve(),
        simulation: {
          id: `sim_${started}`,
          kind,
          what,
          entrance,
          total,
          state: 'running',
          reason: null,
          startedAt: clock.now(),
          sent: 0,
          accepted: 0,
          refused: 0,
          perSecond: null,
          eventIds: []
        }
      }
      runs.set(run.simulation.id, run)
      forgetOldest()
      change(run, {})
      run.ended = go(run, course, secret)
        .catch((error: unknown) => {
          log.error('A simulation broke off', { reason: messageOf(error) })
          change(run, {
            state: 'failed',
            reason: "It broke off inside the app. The app's log has the details."
          })
        })
        .then(() => posting.close())
      return run.simulation
    },
    list: () => [...runs.values()].map(({ simulation }) => simulation).toReversed(),
    async stop(id) {
      const run = runs.get(id)
      if (!run) throw new AppError('not_found', 'There is no such simulation any more.')
      run.stopping.abort()
      await run.ended
      return run.simulation
    },
    async close() {
      isClosing = true
      if (telling) clearTimeout(telling)
      await Promise.all(
        [...runs.values()].map(async (run) => {
          run.stopping.abort()
          await run.posting.close()
          await run.ended
        })
      )
    }
  }
}

/** A message that is sent twice carries one event. */
function withEventId(ids: string[], body: Uint8Array, messageId: string): string[] {
  if (ids.length >= KEPT_EVENT_IDS) return ids
  const id = describeEvent(body).id ?? messageId
  return ids.includes(id) ? ids : [...ids, id]
}

/** Why an event was not accepted; null when it was. */
function refusalOf({ status, error, responseBody }: AttemptResult): string | null {
  if (status === null) return error ?? 'There was no answer.'
  return status >= 200 && status < 300 ? null : `${status} ${(responseBody ?? '').slice(0, 200)}`.trim()
}

const rate = (count: number, elapsedMs: number): number | null =>
  count < 2 || elapsedMs <= 0 ? null : Math.round((count / elapsedMs) * 10_000) / 10

function sentencesOf(parts: readonly (string | null)[]): string | null {
  const said = parts.filter((part) => part !== null)
  return said.length === 0 ? null : said.join(' ')
}

/** Returns early when it is aborted. */
async function waitUntil(at: number, signal: AbortSignal): Promise<void> {
  for (let left = at - performance.now(); left >= 1 && !signal.aborted; left = at - performance.now()) {
    await sleep(Math.min(left, LONGEST_WAIT_MS), undefined, { signal }).catch(() => undefined)
  }
}
