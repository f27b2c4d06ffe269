import { AppError } from '#shared/errors.ts'
import type { DiffRow } from '#shared/diff-models.ts'
import type { Compared } from '#shared/replay-models.ts'
import type { Call } from '../commands.ts'
import { diffBodies } from '../events/diff-bodies.ts'
import { keyOfAttemptId } from '../store/attempts.ts'
import type { Store } from '../store/client.ts'
import { isSameBody } from './replay-compare.ts'
import { readKey, type Replays } from './replays.ts'

/** Replays as a person follows them. */
export interface ReplayCommands {
  readonly start: Call<'replays.start'>
  readonly list: Call<'replays.list'>
  readonly all: Call<'replays.all'>
  readonly get: Call<'replays.get'>
  readonly control: Call<'replays.control'>
  readonly attempts: Call<'replays.attempts'>
  readonly unsent: Call<'replays.unsent'>
  readonly leaveUnsent: Call<'replays.leaveUnsent'>
  readonly delete: Call<'replays.delete'>
  readonly setBaseline: Call<'replays.setBaseline'>
  readonly compare: Call<'replays.compare'>
  readonly attempt: Call<'attempts.get'>
}

export function createReplayCommands({ store, replays }: { store: Store; replays: Replays }): ReplayCommands {
  /** The latest comparison, because a page reads it piece by piece and its totals take all of it. */
  let compared: { readonly key: string; readonly rows: readonly Compared[] } | null = null
  const compareAll = async (id: string, baselineId: string): Promise<readonly Compared[]> => {
    const sides = await Promise.all([store.call('findReplay', baselineId), store.call('findReplay', id)])
    const key = JSON.stringify(sides.map((one) => [one.id, one.accepted, one.refused, one.failed, one.total]))
    if (compared?.key === key) return compared.rows
    const rows: Compared[] = []
    for (let after: string | null = null; ;) {
      const step: { rows: Compared[]; next: string | null } = await store.call('compareReplays', {
        id,
        baselineId,
        after
      })
      rows.push(...step.rows)
      after = step.next
      if (after === null) break
    }
    compared = { key, rows }
    return rows
  }

  return {
    start: replays.start,
    list: async ({ eventId }) => ({ rows: await store.call('listAttempts', eventId) }),
    all: replays.all,
    get: ({ id }) => replays.get(id),
    control: replays.control,
    async attempts({ id, only, before, limit }) {
      const after = before === undefined ? 0 : readKey(before)
      const rows = await store.call('replayAttempts', { id, only: only ?? 'all', after, limit })
      const last = rows.at(-1)
      return { rows, next: rows.length < limit || !last ? null : String(keyOfAttemptId(last.id)) }
    },
    unsent: async () => ({ rows: await store.call('unsentForwards') }),
    async leaveUnsent({ target }) {
      await store.call('leaveUnsent', target)
      return { rows: await store.call('unsentForwards') }
    },
    delete: replays.remove,
    setBaseline: replays.setBaseline,
    async compare({ id, baselineId, onlyChanged, before, limit }) {
      const all = await compareAll(id, baselineId)
      const count = (...verdicts: Compared['verdict'][]) =>
        all.filter(({ verdict }) => verdicts.includes(verdict)).length
      const shown = onlyChanged ? all.filter(({ verdict }) => verdict !== 'same') : all
      const from = before === undefined ? 0 : readKey(before)
      const next = from + limit < shown.length ? String(from + limit) : null
      return {
        rows: shown.slice(from, from + limit),
        next,
        same: count('same'),
        changed: count('status', 'body'),
        missing: count('missing'),
        added: count('new')
      }
    },
    async attempt({ id }) {
      const { attempt, requestBody, previous } = await store.call('attemptDetail', id)
      if (!previous) return { attempt, requestBody, previous: null }
      const { id: previousId, startedAt, status, durationMs, error, responseBody } = previous
      return {
        attempt,
        requestBody,
        previous: {
          id: previousId,
          startedAt,
          status,
          durationMs,
          error,
          rows: diffAnswers(responseBody, attempt.responseBody),
          sameBody: isSameBody(responseBody, attempt.responseBody)
        }
      }
    }
  }
}

/** Null unless both are JSON. */
function diffAnswers(before: string | null, after: string | null): DiffRow[] | null {
  if (!before || !after) return null
  try {
    return diffBodies(Buffer.from(before), Buffer.from(after)).rows
  } catch (error) {
    if (error instanceof AppError) return null
    throw error
  }
}
