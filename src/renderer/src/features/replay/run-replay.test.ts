import { expect, test } from 'vitest'
import type { Attempt } from '#shared/models.ts'
import type { Reply, Transport } from '#shared/transport.ts'
import { createClient } from '../../client/client.ts'
import { pendingReplays, replayKey, runReplay } from './run-replay.ts'

const attempt = (parts: Partial<Attempt>): Attempt => ({
  id: 'att_1',
  replayId: 'rep_1',
  kind: 'replay',
  eventId: 'evt_1',
  target: 'http://localhost:3000/',
  mode: 'resign',
  startedAt: 0,
  outcome: 'pending',
  status: null,
  durationMs: null,
  error: null,
  requestHeaders: [],
  responseHeaders: [],
  responseBody: null,
  responseTruncated: false,
  warning: null,
  variantId: null,
  edited: false,
  connectMs: null,
  firstByteMs: null,
  ...parts
})

/** A transport on which the test plays the core. */
function createLine() {
  const pending: { command: string; answer(reply: Reply): void }[] = []
  let announce: (name: string, payload: unknown) => void = () => {}
  let resync = () => {}
  const transport: Transport = {
    request: (command) => new Promise((answer) => pending.push({ command, answer })),
    subscribe(onAnnouncement, onResync) {
      announce = onAnnouncement
      resync = onResync
      return () => {}
    }
  }
  return {
    client: createClient(transport),
    pending,
    announce: (...upserted: Attempt[]) => announce('attempts.changed', { upserted }),
    announceReplay: (replay: object) => announce('replays.changed', { upserted: [replay] }),
    resync: () => resync()
  }
}

const input = { eventId: 'evt_1', target: 'http://localhost:3000/' }
const started: Reply = { ok: true, value: { replayId: 'rep_1' } }

test('finds the outcome that was announced before the command was answered', async () => {
  const { client, pending, announce } = createLine()
  const outcome = runReplay(client, input)
  announce(attempt({ outcome: 'answered', status: 200 }))
  pending[0]!.answer(started)
  await expect(outcome).resolves.toMatchObject({ outcome: 'answered', status: 200 })
})

test('waits for its own replay and for its end', async () => {
  const { client, pending, announce } = createLine()
  const outcome = runReplay(client, input)
  pending[0]!.answer(started)
  announce(attempt({}), attempt({ id: 'att_2', replayId: 'rep_2', outcome: 'answered', status: 500 }))
  announce(attempt({ outcome: 'failed', error: 'Nothing listens there.' }))
  await expect(outcome).resolves.toMatchObject({ outcome: 'failed', error: 'Nothing listens there.' })
})

test('asks for the outcome after announcements may have been missed', async () => {
  const { client, pending, resync } = createLine()
  const outcome = runReplay(client, input)
  pending[0]!.answer(started)
  resync()
  expect(pending[1]!.command).toBe('replays.list')
  pending[1]!.answer({ ok: true, value: { rows: [attempt({ outcome: 'answered', status: 204 })] } })
  await expect(outcome).resolves.toMatchObject({ status: 204 })
})

test('fails with the sentence of the core when the replay is refused', async () => {
  const { client, pending } = createLine()
  const outcome = runReplay(client, input)
  pending[0]!.answer({ ok: false, error: { code: 'invalid_input', message: 'That is not a URL.' } })
  await expect(outcome).rejects.toThrow('That is not a URL.')
})

test('asks for the outcome once its replay is over, as attempts may not be announced one by one', async () => {
  const { client, pending, announceReplay } = createLine()
  const outcome = runReplay(client, input)
  pending[0]!.answer(started)
  announceReplay({ total: 1, state: 'running' })
  expect(pending).toHaveLength(1)
  announceReplay({ total: 1, state: 'done' })
  pending[1]!.answer({ ok: true, value: { rows: [attempt({ outcome: 'answered', status: 200 })] } })
  await expect(outcome).resolves.toMatchObject({ status: 200 })
})

test('is pending from the call to its end, however it ends', async () => {
  const isPending = () => pendingReplays.getSnapshot().has(replayKey(input.eventId, input.target))
  const answered = createLine()
  const outcome = runReplay(answered.client, input)
  expect(isPending()).toBe(true)
  answered.pending[0]!.answer(started)
  answered.announce(attempt({ outcome: 'answered', status: 200 }))
  await outcome
  expect(isPending()).toBe(false)

  const refused = createLine()
  const refusal = runReplay(refused.client, input)
  expect(isPending()).toBe(true)
  refused.pending[0]!.answer({ ok: false, error: { code: 'invalid_input', message: 'That is not a URL.' } })
  await expect(refusal).rejects.toThrow()
  expect(isPending()).toBe(false)
})
