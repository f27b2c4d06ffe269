import { AppError } from '#shared/errors.ts'
import type { Attempt } from '#shared/models.ts'
import type { Replay } from '#shared/replay-models.ts'
import { compareAnswers } from '../forwarding/replay-compare.ts'
import { failPending } from './attempt-operations.ts'
import { keyOfAttemptId } from './attempts.ts'
import type { StoreContext } from './context.ts'
import { createEventList } from './event-list.ts'
import { createReplayEventStore, type ClaimedEvent } from './replay-events.ts'
import { createReplayStore, type NewReplay, type StoredReplay } from './replays.ts'
import { shownBody } from './shown-body.ts'
import type { TextIndex } from './text-index.ts'

/** Rows of one step, for which a delivery may have to wait. */
const ROWS_A_STEP = 500
const COPIED_A_STEP = 2_000
/** Of more events it is not said whose all of them are. */
const ROWS_NAMED = 2_000
const MOST_EVENTS = 100_000
/** Retention looks past the events of baselines again and again, so there must not be too many. */
const MOST_OF_A_BASELINE = 10_000
const TARGETS = { among: 1_000, shown: 10 }

/** Where the events of a replay come from; for those of another replay, all or what was not answered 2xx. */
export type GatherStep = { readonly id: string; readonly after: string | null } & (
  | { readonly from: 'ids'; readonly eventIds: readonly string[] }
  | { readonly from: 'query'; readonly query: string }
  | { readonly from: 'replay'; readonly replayId: string; readonly only: 'all' | 'notAccepted' }
  | { readonly from: 'unsent'; readonly target: string }
)

export interface Claim {
  readonly items: readonly ClaimedEvent[]
  /** Their bodies, one after the other. */
  readonly bytes: Uint8Array
  /** When the next event was received, where `until` ended the claim. */
  readonly nextAt: number | null
  /** Nothing is left. */
  readonly isEnd: boolean
}

/** Replays, their events and their baselines; what their attempts became is `replay-attempt-operations.ts`. */
export function createReplayOperations(
  store: StoreContext,
  text: TextIndex,
  endpointNames: () => ReadonlyMap<string, string>,
  isRestart: boolean
) {
  const { attempts, events } = store
  const replays = createReplayStore(store.db)
  const replayEvents = createReplayEventStore(store.db)
  const eventList = createEventList(store, text, endpointNames)

  // A worker that takes over leaves all as it is: the runs go on. After a new start there are none.
  if (!isRestart) {
    store.db.transaction(() => {
      for (const { key } of replays.inState('gathering')) {
        replayEvents.removeAll(key)
        replays.remove(key)
      }
      for (const { key } of replays.inState('running')) {
        replayEvents.interruptAll(key, replays.claimed(key))
        replays.setClaimed(key, null)
        replays.setState(key, 'interrupted', null)
      }
    })()
  }

  const findOrThrow = (id: string): StoredReplay => {
    const replay = replays.find(id)
    if (!replay) throw new AppError('not_found', `There is no replay ${id}.`)
    return replay
  }
  /** Places count down, because the newest event is found first and sent last. */
  const add = (replay: StoredReplay, seqs: readonly number[]): void => {
    const count = replay.total + seqs.length
    if (count > MOST_EVENTS) {
      throw new AppError(
        'invalid_input',
        `These are more than ${MOST_EVENTS.toLocaleString('en')} events, which is as many as one replay takes. Narrow the filter, for example by time, and replay one part after the other.`
      )
    }
    for (const [index, seq] of seqs.entries())
      replayEvents.insert(replay.key, -(replay.total + index + 1), seq)
    replays.addTotal(replay.key, seqs.length)
  }
  const gather = (step: GatherStep, replay: StoredReplay): string | null => {
    switch (step.from) {
      case 'ids': {
        const seqs = new Set(step.eventIds.map((id) => store.eventOrThrow(id).seq))
        add(
          replay,
          [...seqs].toSorted((a, b) => b - a)
        )
        return null
      }
      case 'query': {
        const { query, after } = step
        const page = eventList.page({ query, before: after ?? undefined, limit: ROWS_A_STEP })
        add(
          replay,
          page.rows.flatMap(({ id }) => events.find(id)?.seq ?? [])
        )
        return page.next
      }
      case 'unsent': {
        const before = step.after === null ? Number.MAX_SAFE_INTEGER : Number(step.after)
        const found = attempts.unsentTo(step.target, before, ROWS_A_STEP)
        add(
          replay,
          found.map(({ seq }) => seq)
        )
        return found.length < ROWS_A_STEP ? null : String(found.at(-1)?.id)
      }
      case 'replay': {
        const { key } = findOrThrow(step.replayId)
        const found = replayEvents.walk(
          step.only,
          key,
          step.after === null ? null : Number(step.after),
          COPIED_A_STEP
        )
        for (const { place, eventSeq } of found) replayEvents.insert(replay.key, place, eventSeq)
        replays.addTotal(replay.key, found.length)
        return found.length < COPIED_A_STEP ? null : String(found.at(-1)?.place)
      }
    }
  }

  return {
    /** One that nobody sees before its events are complete. */
    insertReplay: (replay: NewReplay): void => void replays.insert(replay),
    /** One step of finding its events; go on as long as there is a place to go on from. */
    gatherReplay: (step: GatherStep): string | null => store.write(() => gather(step, findOrThrow(step.id))),
    /** Gives up one that was never seen. */
    discardReplay: (id: string): void =>
      store.write(() => {
        const { key } = findOrThrow(id)
        replayEvents.removeAll(key)
        replays.remove(key)
      }),
    findReplay: findOrThrow,
    /** Looks once at what was gathered. Returns the type that all of it has; null where there are several. */
    nameReplay: (id: string): string | null =>
      store.write(() => {
        const { key, total } = findOrThrow(id)
        const rows = replayEvents.contents(key, ROWS_NAMED)
        const [lead] = rows
        const isWhole = total <= rows.length
        const only = <T>(values: readonly T[]): T | null =>
          isWhole && new Set(values).size === 1 ? (values[0] ?? null) : null
        const entities = new Set(rows.map(({ entity }) => entity).filter((entity) => entity !== null))
        replays.setContents(key, {
          lead: lead?.seq ?? null,
          entities: isWhole ? entities.size : null,
          organization: only(rows.map(({ organization }) => organization))
        })
        const isOneType = only(rows.map(({ type }) => type)) !== null
        return isOneType && lead ? (events.findBySeq(lead.seq)?.summary.type ?? null) : null
      }),
    listReplays: (input: { before: number | null; limit: number }): StoredReplay[] =>
      replays.page(input.before ?? Number.MAX_SAFE_INTEGER, input.limit),
    replaySpan: (id: string): { firstAt: number; lastAt: number } => replayEvents.span(findOrThrow(id).key),
    /**
     * Also takes back what was claimed and not sent; `isUnsure` where some of it may have been, because what came of
     * it could not be stored. `isWide`: lists must be read again.
     */
    setReplayState: (input: {
      id: string
      state: Replay['state']
      endedAt: number | null
      what?: string
      isUnsure?: boolean
      isWide?: boolean
      /** A target whose forwards that still waited are in it: from here on they are the replay's. */
      takesUnsentOf?: string | null
    }): StoredReplay =>
      store.write((changes, tally) => {
        const { key } = findOrThrow(input.id)
        if (input.isUnsure) {
          replayEvents.interruptAll(key, replays.claimed(key))
          failPending(store, tally, input.id)
        }
        replays.setState(key, input.state, input.endedAt, input.what)
        replays.setClaimed(key, null)
        if (input.takesUnsentOf) attempts.leaveUnsent(input.takesUnsentOf)
        changes.isWide = input.isWide ?? false
        return findOrThrow(input.id)
      }),
    /** The events to send after that place, on disk as claimed before they are handed out. Harmless when asked again. */
    claimReplayEvents: (input: {
      id: string
      after: number | null
      limit: number
      until: number | null
    }): Claim =>
      store.write(() => {
        const { key } = findOrThrow(input.id)
        const { items, bodies, deleted, nextAt } = replayEvents.waiting(
          key,
          input.after,
          input.limit,
          input.until
        )
        for (const place of deleted) replayEvents.remove(key, place)
        if (deleted.length > 0) replays.addTotal(key, -deleted.length)
        const last = items.at(-1)
        if (last) replays.setClaimed(key, last.place)
        const isEnd = items.length + deleted.length === 0 && nextAt === null
        return { items, bytes: Buffer.concat(bodies), nextAt, isEnd }
      }),

    setReplayBaseline: (input: { id: string; name: string | null }): StoredReplay =>
      store.write(() => {
        const { key, state, total } = findOrThrow(input.id)
        if (input.name !== null && (state === 'running' || state === 'paused'))
          throw new AppError(
            'conflict',
            'This replay has not ended yet. Wait for its last answer, or cancel it.'
          )
        if (input.name !== null && total > MOST_OF_A_BASELINE) {
          throw new AppError(
            'invalid_input',
            `A baseline holds ${MOST_OF_A_BASELINE.toLocaleString('en')} answers at most, because its events are kept whatever the retention says.`
          )
        }
        replays.setBaseline(key, input.name)
        return findOrThrow(input.id)
      }),
    /** One step of comparing: first along the baseline, then what only the replay has. */
    compareReplays(input: { id: string; baselineId: string; after: string | null }) {
      const [side = 'before', place] = input.after?.split(' ') ?? []
      const before = findOrThrow(input.baselineId).key
      const after = findOrThrow(input.id).key
      const walked = side === 'before' ? before : after
      const found = replayEvents.walk('all', walked, place === undefined ? null : Number(place), ROWS_A_STEP)
      const attemptOf = (key: number, seq: number): Attempt | null => {
        const attempt = replayEvents.ofEvent(key, seq)?.attempt
        return attempt ? attempts.find(attempt) : null
      }
      const rows = found.flatMap(({ eventSeq: seq }) => {
        const event = events.findBySeq(seq)
        const earlier = attemptOf(before, seq)
        if (!event || (side === 'after' && earlier)) return []
        return compareAnswers(event.summary, earlier, attemptOf(after, seq)) ?? []
      })
      const last = found.at(-1)
      const isMore = found.length === ROWS_A_STEP && last !== undefined
      if (isMore) return { rows, next: `${side} ${last.place}` }
      return { rows, next: side === 'before' ? 'after' : null }
    },
    /** What was sent, and the attempt before it of the same event to the same target. */
    attemptDetail(id: string): { attempt: Attempt; requestBody: string; previous: Attempt | null } {
      const key = keyOfAttemptId(id)
      const attempt = attempts.find(key)
      if (!attempt) throw new AppError('not_found', `There is no attempt ${id}.`)
      const sent = attempts.requestBody(key)
      const { headers, body } = store.arrivedOrThrow(store.eventOrThrow(attempt.eventId).seq)
      return {
        attempt,
        requestBody: sent ?? new TextDecoder().decode(shownBody(headers, body)),
        previous: attempts.previous(key)
      }
    },
    replayAttempts: (input: {
      id: string
      only: 'all' | 'notAccepted'
      after: number
      limit: number
    }): Attempt[] => attempts.ofReplay(input.only, findOrThrow(input.id).id, input.after, input.limit),
    /** Latest first. */
    recentTargets: (): string[] =>
      [
        ...new Set([
          ...attempts.recentTargets(TARGETS.among, TARGETS.shown),
          ...replays.recentTargets(TARGETS.shown)
        ])
      ].slice(0, TARGETS.shown)
  }
}
