import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises'
import type { Attempt } from '#shared/models.ts'
import {
  attemptIdOf,
  begunValues,
  endedValues,
  type AttemptResult,
  type NewAttempt
} from '../store/attempts.ts'
import type { Store } from '../store/client.ts'
import type { AttemptWrite } from '../store/replay-attempt-operations.ts'
import { askAgain } from './ask-again.ts'

/** What became of one event, as it is told and stored. */
export interface RunAttempt extends Pick<AttemptWrite, 'place' | 'key' | 'isInterrupted'> {
  readonly attempt: NewAttempt
  /** Null while it is under way. */
  readonly result: AttemptResult | null
}

/** Stores the attempts of one replay: those that gather during a commit go into the next one together. */
export interface AttemptWriter {
  /** Resolves with the number of the attempt once it is on disk; with null where its event is gone for good. */
  put(write: RunAttempt): Promise<number | null>
  /** How many are not on disk yet. */
  waiting(): number
  /** Resolves once all of them are, or cannot be. */
  settled(): Promise<void>
  /** Lists have changed without having been told. */
  owesNews(): boolean
}

/** More within a moment are not announced one by one: a page reads its lists again instead, now and then. */
const ANNOUNCED_A_MOMENT = 50
const MOMENT_MS = 200
const NEWS_EVERY_MS = 1_000
/** A commit waits for the disk; while answers come fast, it waits this long for more of them. */
const GATHERED_MS = 20
const WRITES_AT_ONCE = 1_000
const CHARACTERS_AT_ONCE = 4_000_000

interface Waiting {
  readonly write: RunAttempt
  resolve(number: number | null): void
  reject(error: unknown): void
}

export function createAttemptWriter(parts: {
  readonly store: Store
  readonly replayId: string
  /** On disk now. The attempts themselves only where they are few. */
  onStored(writes: readonly RunAttempt[], attempts: readonly Attempt[]): void
  onFailure(error: unknown): void
}): AttemptWriter {
  const { store, replayId: id } = parts
  const queue: Waiting[] = []
  let inFlight = 0
  let writing: Promise<void> | null = null
  let owesNews = false
  let toldAt = performance.now()
  let moment = { since: performance.now(), writes: 0 }

  const areFew = (writes: number): boolean => {
    const now = performance.now()
    if (now - moment.since > MOMENT_MS) moment = { since: now, writes: 0 }
    moment.writes += writes
    return moment.writes <= ANNOUNCED_A_MOMENT
  }
  const take = (): Waiting[] => {
    let characters = 0
    let count = 0
    for (const { write } of queue.slice(0, WRITES_AT_ONCE)) {
      characters += write.result?.responseBody?.length ?? 0
      if (count > 0 && characters > CHARACTERS_AT_ONCE) break
      count++
    }
    return queue.splice(0, count)
  }
  const record = (taken: readonly RunAttempt[], isAnnounced: boolean, isWide: boolean) => {
    const writes = taken.map(({ place, key, attempt, result, isInterrupted }): AttemptWrite => ({
      place,
      key,
      begun: begunValues(attempt),
      ended: result && endedValues(result),
      result: result && { outcome: result.outcome, status: result.status },
      isInterrupted
    }))
    return askAgain(() => store.call('recordAttempts', { id, writes, isAnnounced, isWide }))
  }
  const writeAll = async () => {
    await nextTurn() // what else ends in this turn of the event loop goes along
    while (queue.length > 0) {
      if (moment.writes > ANNOUNCED_A_MOMENT) await sleep(GATHERED_MS)
      const taken = take()
      inFlight = taken.length
      const writes = taken.map(({ write }) => write)
      const isAnnounced = areFew(writes.length)
      const isWide = (owesNews || !isAnnounced) && performance.now() - toldAt > NEWS_EVERY_MS
      try {
        const numbers = await record(writes, isAnnounced, isWide)
        owesNews = !isWide && (owesNews || !isAnnounced)
        if (isWide) toldAt = performance.now()
        inFlight = 0
        for (const [index, waiting] of taken.entries()) waiting.resolve(numbers[index] ?? null)
        const there = writes.filter((_, index) => typeof numbers[index] === 'number')
        const attempts = isAnnounced
          ? writes.flatMap((write, index) => toAttempt(write, numbers[index] ?? null))
          : []
        parts.onStored(there, attempts)
      } catch (error) {
        inFlight = 0
        for (const waiting of taken) waiting.reject(error)
        parts.onFailure(error)
      }
    }
    writing = null
  }

  return {
    put(write) {
      const { promise, resolve, reject } = Promise.withResolvers<number | null>()
      promise.catch(() => undefined) // `onFailure` tells; whoever waits for the number is told as well.
      queue.push({ write, resolve, reject })
      writing ??= writeAll()
      return promise
    },
    waiting: () => queue.length + inFlight,
    async settled() {
      while (writing) await writing
    },
    owesNews: () => owesNews
  }
}

function toAttempt({ attempt, result }: RunAttempt, number: number | null): Attempt[] {
  if (number === null) return []
  const { requestBody: _stored, variantId = null, edited = false, ...begun } = attempt
  const nothing: AttemptResult = {
    outcome: 'pending',
    status: null,
    durationMs: null,
    error: null,
    responseHeaders: [],
    responseBody: null,
    responseTruncated: false
  }
  return [
    {
      connectMs: null,
      firstByteMs: null,
      ...(result ?? nothing),
      ...begun,
      variantId,
      edited,
      id: attemptIdOf(number)
    }
  ]
}
