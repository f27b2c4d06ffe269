import { randomUUID } from 'node:crypto'
import type { Announce, CommandOutput, ParsedInput } from '#shared/contract.ts'
import { AppError } from '#shared/errors.ts'
import type { Attempt } from '#shared/models.ts'
import type { Replay } from '#shared/replay-models.ts'
import type { Clock, Log } from '../ports.ts'
import type { Secrets } from '../signatures/secrets.ts'
import type { Store } from '../store/client.ts'
import type { StoredReplay } from '../store/replays.ts'
import { startRun, type ReplayRun } from './replay-run.ts'
import { storeReplay } from './replay-start.ts'
import type { CheckedTarget } from './target.ts'

/** Sends stored events again because a person asked for it. */
export interface Replays {
  /** Resolves once the replay is stored with all its events; it then goes on in the background. */
  start(input: ParsedInput<'replays.start'>): Promise<{ replayId: string }>
  /** As it is at this moment. */
  get(id: string): Promise<Replay>
  all(input: ParsedInput<'replays.all'>): Promise<CommandOutput<'replays.all'>>
  control(input: ParsedInput<'replays.control'>): Promise<Replay>
  /** Refused while it runs. It can be undone like any deletion. */
  remove(input: ParsedInput<'replays.delete'>): Promise<CommandOutput<'replays.delete'>>
  /** Tells of those that came back. */
  tell(ids: readonly string[]): Promise<void>
  setBaseline(input: ParsedInput<'replays.setBaseline'>): Promise<Replay>
  /** Gives up what is under way and leaves what runs as interrupted. */
  close(): Promise<void>
}

export interface ReplayParts {
  readonly store: Store
  readonly clock: Clock
  readonly log: Log
  readonly secrets: Secrets
  check(target: string): Promise<CheckedTarget>
  onAttempts(attempts: readonly Attempt[]): void
  readonly announce: Announce
}

interface Prepared {
  readonly replay: StoredReplay
  readonly target: CheckedTarget
}

export function createReplays(parts: ReplayParts): Replays {
  const { store, log } = parts
  const runs = new Map<string, ReplayRun>()
  let isClosed = false

  /** Those whose state is being changed: to begin them, say. Whoever else wants to waits, or is refused. */
  const changing = new Map<string, Promise<unknown>>()

  const asShown = ({ key: _key, variantId: _variant, edited: _edited, ...known }: StoredReplay): Replay => {
    const run = runs.get(known.id)
    if (run) return run.now()
    // Its end could not be stored, on a full disk say.
    const isLeft = known.state === 'running' && !changing.has(known.id)
    return { ...known, state: isLeft ? 'interrupted' : known.state, perSecond: null, remainingMs: null }
  }
  const get = async (id: string) => asShown(await store.call('findReplay', id))
  const announce = (replay: Replay) => parts.announce('replays.changed', { upserted: [replay], removed: [] })

  const begin = (id: string, prepare: () => Promise<Prepared>): Promise<Replay> => {
    const run = async () => {
      const { replay, target } = await prepare()
      const { lastAt } = await store.call('replaySpan', id)
      if (isClosed) throw new AppError('unavailable', 'The app is closing.')
      const started = startRun(replay, lastAt, {
        ...parts,
        target,
        onProgress: () => announce(started.now()),
        onFailure: (reason) => log.warn('A replay stopped early', { replayId: id, reason })
      })
      runs.set(id, started)
      void tellEnd(id, started)
      announce(started.now())
      return started.now()
    }
    return change(id, run())
  }
  const change = (id: string, work: Promise<Replay>): Promise<Replay> => {
    const changed = work.finally(() => changing.delete(id))
    changing.set(
      id,
      changed.catch(() => undefined)
    )
    return changed
  }
  const tellEnd = async (id: string, ending: ReplayRun) => {
    await ending.ended
    runs.delete(id)
    try {
      announce(await get(id))
    } catch (error) {
      log.warn('A replay ended untold', { replayId: id, reason: String(error) })
    }
  }

  const resume = async (id: string): Promise<Replay> => {
    const running = runs.get(id)
    // Paused a moment ago: what is under way comes first, or it might be sent twice.
    if (running && running.now().state !== 'running') await running.ended
    if (runs.has(id) || changing.has(id)) throw refusal('running', 'resumed')
    return begin(id, async () => {
      const { state, target } = await store.call('findReplay', id)
      if (state === 'done' || state === 'cancelled') throw refusal(state, 'resumed')
      const checked = await parts.check(target)
      const isUnsure = state === 'running'
      const replay = await store.call('setReplayState', { id, state: 'running', endedAt: null, isUnsure })
      return { replay, target: checked }
    })
  }
  const pause = async (id: string): Promise<Replay> => {
    await changing.get(id)
    const running = runs.get(id)
    if (running?.now().state !== 'running') throw refusal((await get(id)).state, 'paused')
    running.stop('paused')
    announce(running.now())
    return running.now()
  }
  const cancel = async (id: string): Promise<Replay> => {
    await changing.get(id)
    for (let running = runs.get(id); running; running = runs.get(id)) {
      running.stop('cancelled')
      await running.ended
      await changing.get(id) // Perhaps it was resumed at that moment.
      const left = await get(id)
      if (left.state === 'done' || left.state === 'cancelled') return left
    }
    if (changing.has(id)) return cancel(id)
    return change(id, cancelStored(id))
  }
  const cancelStored = async (id: string): Promise<Replay> => {
    const { state } = await get(id)
    if (state === 'done' || state === 'cancelled') throw refusal(state, 'cancelled')
    const endedAt = parts.clock.now()
    const cancelled = asShown(await store.call('setReplayState', { id, state: 'cancelled', endedAt }))
    announce(cancelled)
    return cancelled
  }

  const remove: Replays['remove'] = async ({ id }) => {
    await changing.get(id)
    if (runs.has(id) || changing.has(id)) {
      throw new AppError('conflict', 'This replay is under way. Cancel it first, then delete it.')
    }
    const { deletionId } = await store.call('deleteReplay', id)
    parts.announce('replays.changed', { upserted: [], removed: [id] })
    return { deletionId }
  }

  return {
    remove,
    async tell(ids) {
      if (ids.length === 0) return
      parts.announce('replays.changed', { upserted: await Promise.all(ids.map(get)), removed: [] })
    },
    async start(input) {
      if (isClosed) throw new AppError('unavailable', 'The app is closing.')
      const target = await parts.check(input.target)
      const replayId = `rep_${randomUUID()}`
      await begin(replayId, async () => ({
        replay: await storeReplay(replayId, input, target, parts),
        target
      }))
      return { replayId }
    },
    get,
    async all({ before, limit }) {
      const key = before === undefined ? null : readKey(before)
      const rows = await store.call('listReplays', { before: key, limit })
      const next = rows.length < limit ? null : String(rows.at(-1)?.key)
      return { rows: rows.map(asShown), next }
    },
    control({ id, action }) {
      if (action === 'pause') return pause(id)
      return action === 'resume' ? resume(id) : cancel(id)
    },
    async setBaseline(input) {
      const replay = asShown(await store.call('setReplayBaseline', input))
      announce(replay)
      return replay
    },
    async close() {
      isClosed = true
      const all = [...runs.values()]
      for (const one of all) one.stop('interrupted')
      await Promise.all(all.map((one) => one.ended))
    }
  }
}

/** The number that a page goes on from. */
export function readKey(text: string): number {
  if (!/^\d{1,15}$/.test(text))
    throw new AppError('invalid_input', '`before` must be the `next` of an earlier page.')
  return Number(text)
}

const STATES: Readonly<Record<Replay['state'], string>> = {
  running: 'is running already',
  paused: 'is paused already',
  interrupted: 'was interrupted and is not running',
  done: 'has ended',
  cancelled: 'was cancelled'
}
const refusal = (state: Replay['state'], wanted: string) =>
  new AppError('conflict', `This replay ${STATES[state]}, so it cannot be ${wanted}.`)
