import type { ParsedInput } from '../../src/shared/contract.ts'
import type { Replay, ReplayState } from '../../src/shared/replay-models.ts'
import { post, SECRET, signed, userEvent } from './signed-request.ts'
import { openTempCore, type TempCore } from './temp-core.ts'
import { createTempDir } from './temp-dir.ts'

export const DEFAULTS = { mode: 'resign', deliveryId: 'same', typeNames: 'asSent' } as const

/** A core that has taken in so many events, oldest first, each of one of so many entities in turn. */
export async function openWithEvents(
  count: number,
  entities = count,
  ports: Parameters<typeof openTempCore>[1] = {},
  dir: Parameters<typeof openTempCore>[2] = createTempDir()
): Promise<{ opened: TempCore; ids: string[] }> {
  const opened = await openTempCore({ sessionSecrets: [SECRET] }, ports, dir)
  const url = await opened.receiverUrl()
  const ids: string[] = []
  for (let index = 0; index < count; index++) {
    const event = userEvent({ data: { id: `diruser_${index % entities}`, name: 'Ada Example' } })
    await post(url, signed(event))
    ids.push(event.id)
  }
  return { opened, ids }
}

/** Starts a replay and waits until it is in that state. */
export async function replayed(
  { core }: TempCore,
  input: Omit<ParsedInput<'replays.start'>, keyof typeof DEFAULTS>,
  state: ReplayState = 'done'
): Promise<Replay> {
  const { replayId } = await core.replays.start({ ...DEFAULTS, ...input })
  return reaches({ core }, replayId, state)
}

/** Waits until a replay is announced, or found, in that state. */
export async function reaches(
  { core }: Pick<TempCore, 'core'>,
  id: string,
  state: ReplayState
): Promise<Replay> {
  const reached = Promise.withResolvers<Replay>()
  const look = (replay: Replay) => {
    if (replay.id === id && replay.state === state) reached.resolve(replay)
  }
  const stop = core.onAnnouncement((name, payload) => {
    if (name === 'replays.changed') (payload as { upserted: Replay[] }).upserted.forEach(look)
  })
  look(await core.replays.get({ id }))
  return reached.promise.finally(stop)
}
