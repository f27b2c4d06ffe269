import type { CommandInput, CommandOutput } from '#shared/contract.ts'
import type { Entity, EntityEvent } from '#shared/entity-models.ts'
import type { EventSummary } from '#shared/models.ts'
import { messageOf } from '../../state/live-value.ts'
import { createStore, type Store } from '../../state/store.ts'
import { timeOfPosition, type Fix } from './time-of-position.ts'

type WindowInput = Omit<CommandInput<'entities.events'>, 'id'>
type WindowOutput = Omit<CommandOutput<'entities.events'>, 'seq'>

/** Reads a window on the events of one entity; the signal tells that nobody waits for it any more. */
export type ReadWindow = (input: WindowInput, signal: AbortSignal) => Promise<WindowOutput>

/** Those events of an entity that were read so far: neighbours without a gap, latest first, in a list of all. */
export interface EventWindow {
  readonly status: 'loading' | 'ready' | 'failed'
  /** Why the latest read failed, for the user; null when it did not. */
  readonly error: string | null
  readonly rows: readonly EntityEvent[]
  /** How many rows the whole list has, whether they were read or not. */
  readonly total: number
  /** How many events came that are not in the list yet, so that nothing moves under the reader. */
  readonly waiting: number
}

export interface EventWindowStore extends Store<EventWindow> {
  /** The entity as it is by now; what it has more of is listed at once, or waits. */
  update(entity: Entity): void
  /** Rows that were read change in place: a star, another delivery. */
  patch(events: readonly EventSummary[]): void
  /** While false, no new row is shown. */
  follow(isFollowing: boolean): void
  /** Brings an event into the window, wherever it is in the list. */
  reveal(eventId: string): void
  /** Says that a place in the list is near the screen, until the returned function is called. */
  want(index: number): () => void
  reload(): void
}

const windowSize = 80
/** What is farther away than that is gone to, and the rows between are left out. */
const nearRows = 400
/** So often is a far place looked for by its time, before the way there is walked. */
const maxJumps = 8

/** The place of an event in the whole list; -1 for one that was not read. */
export function indexOfEvent({ rows, total }: EventWindow, id: string | null): number {
  const row = id === null ? undefined : rows.find((each) => each.id === id)
  return row ? total - row.position : -1
}

/** The event at a place of the whole list, where it was read. */
export const eventAt = ({ rows, total }: EventWindow, index: number): EntityEvent | undefined =>
  rows[index - (total - (rows[0]?.position ?? 0))]

/** One window on the events of an entity, which grows where the reader looks and moves where that is far away. */
export function createEventWindow(
  readWindow: ReadWindow,
  first: Entity,
  firstId: string | null
): EventWindowStore {
  let entity = first
  let reading: AbortController | null = null
  let older: string | null = null
  let newer: string | null = null
  let isFollowing = true
  let jumps = 0
  /** What was learnt on the way to a far place. */
  let fixes: Fix[] = []
  const wanted = new Set<number>()

  const store = createStore<EventWindow>(
    { status: 'loading', error: null, rows: [], total: first.events, waiting: 0 },
    () => {
      void read(firstId === null ? {} : { aroundId: firstId })
      return () => reading?.abort()
    }
  )
  const set = (part: Partial<EventWindow>) => store.set({ ...store.getSnapshot(), ...part })

  /** Reads a window that continues this one, or takes its place. */
  async function read(input: WindowInput): Promise<void> {
    reading?.abort()
    const own = new AbortController()
    reading = own
    try {
      const output = await readWindow({ limit: windowSize, ...input }, own.signal)
      if (reading !== own) return
      reading = null
      take(input, output)
      fill()
    } catch (error) {
      if (reading !== own) return
      reading = null
      set({ error: messageOf(error), ...(store.getSnapshot().rows.length === 0 && { status: 'failed' }) })
    }
  }

  function take(input: WindowInput, output: WindowOutput): void {
    const { rows, total } = store.getSnapshot()
    if (input.older !== undefined && isUnbroken(rows, output.rows)) {
      older = output.older
      show([...rows, ...output.rows], total)
    } else if (input.newer !== undefined && isUnbroken(output.rows, rows)) {
      newer = output.newer
      show([...output.rows, ...rows], total)
    } else {
      ;({ older, newer } = output)
      const newest = output.rows[0]?.position ?? 0
      // At the end nobody knows better than the window itself how many there are.
      show(output.rows, newer === null && (isFollowing || newest < total) ? newest : total)
    }
  }

  /** What lies beyond the total has come since, and waits. */
  function show(rows: readonly EntityEvent[], total: number): void {
    const waiting = Math.max(0, entity.events - total, (rows[0]?.position ?? 0) - total)
    set({ status: 'ready', error: null, rows: rows.filter((row) => row.position <= total), total, waiting })
  }

  /** Reads on towards what is near the screen and was not read. */
  function fill(): void {
    const snapshot = store.getSnapshot()
    const [newest, oldest] = [snapshot.rows[0], snapshot.rows.at(-1)]
    if (reading || snapshot.status !== 'ready' || !newest || !oldest) return
    const missing = [...wanted].find((index) => !eventAt(snapshot, index))
    if (missing === undefined) return
    const position = snapshot.total - missing
    const isNewer = position > newest.position
    if (Math.min(Math.abs(position - newest.position), Math.abs(position - oldest.position)) > nearRows) {
      fixes.push(...[newest, oldest].map((row) => ({ position: row.position, at: row.happenedAt })))
      if (jumps++ < maxJumps) {
        return void read({ aroundAt: timeOfPosition(position, entity, fixes) })
      }
    }
    const cursor = isNewer ? newer : older
    if (cursor === null) {
      // The list is another than was thought: events were deleted, or arrived late.
      wanted.clear()
      reload()
    } else void read({ [isNewer ? 'newer' : 'older']: cursor })
  }

  function reload(): void {
    const { rows, status } = store.getSnapshot()
    if (status === 'failed') set({ status: 'loading', error: null })
    const middle = rows[Math.floor(rows.length / 2)]
    fixes = []
    void read(isFollowing || !middle ? {} : { aroundAt: middle.happenedAt })
  }

  return {
    getSnapshot: store.getSnapshot,
    subscribe: store.subscribe,
    update(next) {
      const before = entity
      entity = next
      const { total, status } = store.getSnapshot()
      if (status !== 'ready' || next === before) return
      const isAnother =
        next.events === total && (next.lastId !== before.lastId || next.firstId !== before.firstId)
      if (next.events < total) set({ total: next.events })
      if (next.events < total || isAnother || (next.events > total && isFollowing)) reload()
      else if (next.events > total) set({ waiting: next.events - total })
    },
    patch(events) {
      const changes = new Map(events.map((event) => [event.id, event]))
      const { rows } = store.getSnapshot()
      if (!rows.some((row) => changes.has(row.id))) return
      set({ rows: rows.map((row) => ({ ...row, ...changes.get(row.id) })) })
    },
    follow(next) {
      if (next === isFollowing) return
      isFollowing = next
      if (isFollowing && store.getSnapshot().waiting > 0) reload()
    },
    reveal(eventId) {
      const snapshot = store.getSnapshot()
      if (snapshot.status === 'ready' && indexOfEvent(snapshot, eventId) < 0) void read({ aroundId: eventId })
    },
    want(index) {
      if (wanted.size === 0) jumps = 0
      wanted.add(index)
      // The places of a screen say so one after the other.
      queueMicrotask(fill)
      return () => wanted.delete(index)
    },
    reload
  }
}

/** Whether one part of the list goes on where another ends. */
function isUnbroken(newerRows: readonly EntityEvent[], olderRows: readonly EntityEvent[]): boolean {
  const [last, next] = [newerRows.at(-1), olderRows[0]]
  return !last || !next || last.position - 1 === next.position
}
