import { messageOf } from '#shared/errors.ts'
import type { Attempt } from '#shared/models.ts'
import type { Replay } from '#shared/replay-models.ts'
import type { Clock } from '../ports.ts'
import type { Secrets } from '../signatures/secrets.ts'
import type { AttemptResult, NewAttempt } from '../store/attempts.ts'
import type { Store } from '../store/client.ts'
import { kindOf } from '../store/replay-attempt-operations.ts'
import type { StoredReplay } from '../store/replays.ts'
import { askAgain } from './ask-again.ts'
import { createLanes } from './replay-lanes.ts'
import { createPacer } from './replay-pace.ts'
import { createProgress } from './replay-progress.ts'
import { bareAttempt, buildReplayRequest, type ReplayItem } from './replay-request.ts'
import { createAttemptWriter, type RunAttempt } from './replay-writer.ts'
import { openSender } from './send.ts'
import type { CheckedTarget } from './target.ts'

/** A replay while it is sent, from its start or resumption until nothing of it is under way any more. */
export interface ReplayRun {
  /** The replay as it is at this moment. */
  now(): Replay
  /** Sends nothing more. What is under way goes on when paused, and is given up otherwise. */
  stop(as: 'paused' | 'cancelled' | 'interrupted'): void
  /** Once all is stored, with the replay as it was left. Never rejects. */
  readonly ended: Promise<void>
}

export interface RunParts {
  readonly store: Store
  readonly clock: Clock
  readonly secrets: Secrets
  readonly target: CheckedTarget
  onAttempts(attempts: readonly Attempt[]): void
  /** Every 200 ms at most while it changes. */
  onProgress(): void
  onFailure(reason: string): void
}

const TICK_MS = 200
/** An attempt that takes longer is stored and shown as pending meanwhile. */
const SHOWN_AFTER_MS = 200
/**
 * Events are taken from the store ahead of their sending, enough to cover commits. After a crash they count as
 * perhaps sent, so not more than go out in that time.
 */
const AHEAD_MS = 250
const [LEAST_AHEAD, MOST_AHEAD] = [8, 1_000]
/** So many answers may wait for the disk before sending waits too. */
const MOST_UNWRITTEN = 2_000
const LONGEST_TIMER = 2 ** 31 - 1

/** What attempts under way then say; those of a pause go on. */
const REASONS = {
  paused: null,
  cancelled: 'The replay was cancelled before an answer came.',
  interrupted: 'The app was closed before an answer came.'
} as const

interface UnderWay {
  readonly attempt: NewAttempt
  readonly since: number
  pending: Promise<number | null> | null
}

export function startRun(replay: StoredReplay, lastReceivedAt: number, parts: RunParts): ReplayRun {
  const { store, clock, secrets, target } = parts
  const { id, concurrency } = replay
  const counts = { accepted: replay.accepted, refused: replay.refused, failed: replay.failed }
  const pacer = createPacer(replay.pace)
  const lanes = createLanes<ReplayItem>()
  const progress = createProgress()
  const underWay = new Map<ReplayItem, UnderWay>()
  const startedAt = performance.now()
  const elapsed = () => performance.now() - startedAt
  const finished = Promise.withResolvers<void>()

  let stopping: 'paused' | 'cancelled' | 'interrupted' | null = null
  let claimed: ReplayItem[] = []
  let claimedTo: number | null = null
  let position = 0
  let [taken, claims] = [0, 0]
  let ahead = Math.max(LEAST_AHEAD, concurrency * 2)
  let claimedAt = Number.NEGATIVE_INFINITY
  let takenBefore = 0
  let isClaiming = false
  let isEnd = false
  let nextReceivedAt: number | null = null
  let timer: NodeJS.Timeout | undefined
  let isChanged = false
  /** What came of some could not be stored. */
  let isUnsure = false

  const writer = createAttemptWriter({
    store,
    replayId: id,
    onStored(writes, attempts) {
      for (const { result, isInterrupted } of writes) if (result && !isInterrupted) counts[kindOf(result)]++
      isChanged = true
      if (attempts.length > 0) parts.onAttempts(attempts)
      pump()
    },
    onFailure: fail
  })
  function fail(error: unknown) {
    isUnsure = true
    if (stopping !== 'interrupted') parts.onFailure(messageOf(error))
    stop('interrupted', `The replay stopped before an answer came: ${messageOf(error)}`)
    pump() // Stopped already, it may have waited for just this.
  }
  const ended = () => counts.accepted + counts.refused + counts.failed
  const opening = openSender(target, concurrency)
  let sender: Awaited<typeof opening> | null = null

  const end = (item: ReplayItem, result: AttemptResult) => {
    const one = underWay.get(item)
    if (!one) return
    underWay.delete(item)
    lanes.leave(item)
    const isInterrupted = stopping === 'interrupted' && result.outcome === 'failed'
    const write = (key: number | null): RunAttempt => ({
      place: item.place,
      key,
      attempt: one.attempt,
      result,
      isInterrupted
    })
    if (one.pending)
      one.pending.then((key) => key !== null && void writer.put(write(key)), fail).finally(pump)
    else void writer.put(write(null))
    pump()
  }
  const begin = (item: ReplayItem) => {
    try {
      const { attempt, request } = buildReplayRequest(replay, item, secrets, clock.now())
      underWay.set(item, { attempt, since: performance.now(), pending: null })
      void sender?.send(request).then((result) => end(item, result))
    } catch (error) {
      underWay.set(item, { attempt: bareAttempt(replay, item.eventId, clock.now()), since: 0, pending: null })
      // Not within the loop that has begun it.
      queueMicrotask(() => end(item, notSent(error)))
    }
  }
  /** The next one that is due and whose entity is free. */
  const next = (): ReplayItem | null => {
    for (let item = lanes.ready(); ; item = null) {
      if (item) return item
      const first = claimed[position]
      if (!first || lanes.waiting() >= ahead) return null
      const dueIn = pacer.dueAt(first.receivedAt, taken) - elapsed()
      if (dueIn > 0) {
        wake(dueIn)
        return null
      }
      position++
      taken++
      const free = lanes.enter(first)
      if (free) return free
    }
  }
  const wake = (inMs: number) => {
    clearTimeout(timer)
    timer = setTimeout(pump, Math.min(Math.max(1, inMs), LONGEST_TIMER))
  }
  const claim = async () => {
    if (isClaiming || isEnd || claimed.length - position + lanes.waiting() > ahead / 2) return
    const wanted = pacer.claim(elapsed(), claims, ahead)
    if (!wanted) {
      if (position === claimed.length) wake(pacer.wakeAt(claims, null) - elapsed())
      return
    }
    // The next event is known to be due later.
    if (nextReceivedAt !== null && wanted.until !== null && nextReceivedAt > wanted.until) {
      if (position === claimed.length) wake(pacer.wakeAt(claims, nextReceivedAt) - elapsed())
      return
    }
    const now = performance.now()
    const inTime = Math.ceil(((taken - takenBefore) / (now - claimedAt)) * AHEAD_MS)
    ahead = Math.min(MOST_AHEAD, Math.max(LEAST_AHEAD, concurrency * 2, inTime))
    claimedAt = now
    takenBefore = taken
    isClaiming = true
    try {
      const after = claimedTo
      const found = await askAgain(() => store.call('claimReplayEvents', { id, after, ...wanted }))
      isEnd = found.isEnd
      nextReceivedAt = found.nextAt
      claims += found.items.length
      claimedTo = found.items.at(-1)?.place ?? after
      claimed = claimed.slice(position)
      position = 0
      let at = 0
      for (const item of found.items) {
        claimed.push({ ...item, body: found.bytes.subarray(at, (at += item.bodyBytes)) })
      }
    } catch (error) {
      fail(error)
    }
    isClaiming = false
    pump()
  }
  const isDone = () => isEnd && position === claimed.length && lanes.waiting() === 0
  const isIdle = () => underWay.size === 0 && writer.waiting() === 0 && !isClaiming
  function pump() {
    if (stopping === null && sender) {
      while (underWay.size < concurrency && writer.waiting() < MOST_UNWRITTEN) {
        const item = next()
        if (!item) break
        begin(item)
      }
      void claim()
    }
    if (!sender || !isIdle()) return
    if (stopping !== null || isDone()) finished.resolve()
  }
  const tick = setInterval(() => {
    progress.note(ended() - replay.accepted - replay.refused - replay.failed)
    for (const [item, one] of underWay) {
      if (one.pending !== null || performance.now() - one.since < SHOWN_AFTER_MS) continue
      const { place } = item
      one.pending = writer.put({ place, key: null, attempt: one.attempt, result: null, isInterrupted: false })
    }
    if (isChanged) parts.onProgress()
    isChanged = false
  }, TICK_MS)

  function stop(as: 'paused' | 'cancelled' | 'interrupted', reason: string | null = REASONS[as]) {
    if (stopping === 'interrupted') return
    stopping = as
    clearTimeout(timer)
    if (reason !== null) sender?.cancel(reason)
    pump()
  }
  const run = async () => {
    try {
      sender = await opening
      pump()
      await finished.promise
      await writer.settled()
      const state = stopping === null || (stopping === 'paused' && isDone()) ? 'done' : stopping
      const endedAt = state === 'done' || state === 'cancelled' ? clock.now() : null
      const isWide = writer.owesNews()
      await askAgain(() => store.call('setReplayState', { id, state, endedAt, isUnsure, isWide }))
    } catch (error) {
      parts.onFailure(messageOf(error))
    } finally {
      clearInterval(tick)
      clearTimeout(timer)
      await sender?.close()
    }
  }

  return {
    now() {
      const { key: _key, variantId: _variant, edited: _edited, ...known } = replay
      const state = stopping ?? 'running'
      const perSecond = state === 'running' ? progress.perSecond() : null
      const rest = Math.max(0, replay.total - ended())
      const atLeast = pacer.remaining(elapsed(), Math.max(0, rest - underWay.size), lastReceivedAt)
      const byRate = perSecond ? (rest / perSecond) * 1_000 : null
      const remaining =
        atLeast === null ? byRate : Math.max(atLeast, replay.pace.kind === 'gaps' ? 0 : (byRate ?? 0))
      return {
        ...known,
        ...counts,
        state,
        perSecond,
        remainingMs: state === 'running' && remaining !== null ? Math.round(remaining) : null
      }
    },
    stop: (as) => stop(as),
    ended: run()
  }
}

const notSent = (error: unknown): AttemptResult => ({
  outcome: 'failed',
  status: null,
  durationMs: null,
  error: messageOf(error),
  responseHeaders: [],
  responseBody: null,
  responseTruncated: false
})
