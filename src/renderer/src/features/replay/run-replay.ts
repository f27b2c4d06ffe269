import type { CommandInput } from '#shared/contract.ts'
import type { Attempt } from '#shared/models.ts'
import type { Client } from '../../client/client.ts'
import { createStore } from '../../state/store.ts'
import { isOver } from './replays-view.ts'

/** The replays that this page waits for, by event and target. */
export const pendingReplays = createStore<ReadonlySet<string>>(new Set())

export const pendingText = 'The last replay to this target is still waiting for its answer'

export const replayKey = (eventId: string, target: string): string => `${eventId} ${target}`

type ReplayInput = Omit<CommandInput<'replays.start'>, 'eventIds'> & { readonly eventId: string }

/** Replays one event and resolves with how it ended. Watches first: the answer may come before the command's own. */
export async function runReplay(client: Client, { eventId, ...input }: ReplayInput): Promise<Attempt> {
  const key = replayKey(eventId, input.target)
  pendingReplays.set(new Set(pendingReplays.getSnapshot()).add(key))
  const seen: Attempt[] = []
  let onSeen = () => {}
  const look = (attempts: readonly Attempt[]) => {
    seen.push(...attempts.filter((attempt) => attempt.eventId === eventId && attempt.outcome !== 'pending'))
    onSeen()
  }
  const read = () =>
    void client.call('replays.list', { eventId }).then(
      ({ rows }) => look(rows),
      // Still out of reach: the next resync asks again.
      () => {}
    )
  const stops = [
    client.on('attempts.changed', ({ upserted }) => look(upserted), read),
    // While a replay of many is under way, attempts may not be announced one by one.
    client.on(
      'replays.changed',
      ({ upserted }) => {
        if (upserted.some((replay) => replay.total === 1 && isOver(replay))) read()
      },
      () => {}
    )
  ]
  try {
    const { replayId } = await client.call('replays.start', { ...input, eventIds: [eventId] })
    return await new Promise<Attempt>((resolve) => {
      onSeen = () => {
        const attempt = seen.find((candidate) => candidate.replayId === replayId)
        if (attempt) resolve(attempt)
      }
      onSeen()
    })
  } finally {
    for (const stop of stops) stop()
    pendingReplays.set(new Set([...pendingReplays.getSnapshot()].filter((pending) => pending !== key)))
  }
}
