import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ScalekitClient } from '@scalekit-sdk/node'
import { Webhook } from 'standardwebhooks'
import { legacyTypeName } from '../../src/shared/event-types.ts'
import type { ParsedInput } from '../../src/shared/contract.ts'
import { DEFAULTS, reaches } from '../support/replay-events.ts'
import { startReplayTarget, type Received, type ReplayTarget } from '../support/replay-target.ts'
import { OTHER_SECRET, post, SECRET, signed, userEvent } from '../support/signed-request.ts'
import { openTempCore, type TempCore } from '../support/temp-core.ts'

/** Whatever this app sends, the two implementations that handlers use must accept. */

const sdk = new ScalekitClient('https://localhost.invalid', 'not-used', 'not-used')

const verifiers: readonly (readonly [string, (secret: string, received: Received) => void])[] = [
  [
    'standardwebhooks',
    (secret, { body, headers }) => void new Webhook(secret).verify(body, headers as Record<string, string>)
  ],
  [
    "Scalekit's SDK",
    (secret, { body, headers }) => {
      const isGenuine = sdk.verifyWebhookPayload(secret, headers as Record<string, string>, body)
      expect(isGenuine).toBe(true)
    }
  ]
]

let target: ReplayTarget
let opened: TempCore
beforeEach(async () => {
  target = await startReplayTarget()
  opened = await openTempCore({ sessionSecrets: [SECRET] })
})
afterEach(async () => {
  await opened.close()
  target.close()
})

const tricky = {
  data: {
    id: 'diruser_1',
    email: 'zoe@people.example',
    name: 'Zoe\u0308 测试 מבחן 👩🏽‍💻 \u2028 </script> "quoted" \\ back/slash',
    raw_attributes: { title: null, empty: '', nested: { list: [[], {}, [1.5, 1e21, -0.1]] } }
  }
}

async function receive(change: Record<string, unknown>): Promise<string> {
  const event = userEvent(change)
  await post(await opened.receiverUrl(), signed(event))
  return event.id
}

async function replay(input: Partial<ParsedInput<'replays.start'>>): Promise<void> {
  const { replayId } = await opened.core.replays.start({ ...DEFAULTS, target: target.url, ...input })
  await reaches(opened, replayId, 'done')
}

async function forwardLive(): Promise<void> {
  const { rows } = await opened.core.endpoints.list({})
  await opened.core.endpoints.set({ id: rows[0]!.id, forwardTargets: [target.url] })
}

const only = (): Received => {
  expect(target.received).toHaveLength(1)
  return target.received[0]!
}

describe.each(verifiers)('%s', (_name, verify) => {
  it('accepts a replay, byte by byte what was received', async () => {
    const id = await receive(tricky)
    await replay({ eventIds: [id] })
    verify(SECRET, only())
    expect(() => verify(OTHER_SECRET, only())).toThrow()
    expect(JSON.parse(only().body)).toMatchObject(tricky)
  })

  it('accepts a replay under a delivery id of its own', async () => {
    const id = await receive(tricky)
    await replay({ eventIds: [id], deliveryId: 'same' })
    await replay({ eventIds: [id], deliveryId: 'new' })
    const [same, other] = target.received
    expect(other!.headers['webhook-id']).not.toBe(same!.headers['webhook-id'])
    for (const received of target.received) verify(SECRET, received)
  })

  it('accepts a replay under the legacy name', async () => {
    const id = await receive({ ...tricky, type: 'organization.directory.user_created' })
    await replay({ eventIds: [id], typeNames: 'legacy' })
    verify(SECRET, only())
    const { type } = JSON.parse(only().body) as { type: string }
    expect(type).toBe(legacyTypeName('organization.directory.user_created'))
    expect(type).toBe('scalekit.dir.user.create')
  })

  it('accepts an edited event, which survives a handler that re-stringifies', async () => {
    const id = await receive(tricky)
    const spaced = JSON.stringify({ id, ...tricky, spec_version: '1', type: 'user.signup' }, null, 2)
    await replay({
      eventIds: [id],
      edited: { body: spaced.replace('</script>', String.raw`<\/script>`), headers: [] }
    })
    const received = only()
    verify(SECRET, received)
    expect(JSON.stringify(JSON.parse(received.body))).toBe(received.body)
    verify(SECRET, { ...received, body: JSON.stringify(JSON.parse(received.body)) })
  })

  it('accepts what is forwarded live', async () => {
    await forwardLive()
    await receive(tricky)
    await target.got(1)
    verify(SECRET, only())
  })

  it('accepts a simulated event that is handed on', async () => {
    await forwardLive()
    await opened.receiverUrl()
    const { simulator } = opened.core
    const { events } = await simulator.make({
      type: 'organization.directory.user_created',
      dialect: 'entra',
      names: 'current',
      count: 1
    })
    await simulator.send({ bodies: events.map(({ body }) => body), entrance: 'receiver' })
    await target.got(1)
    verify(SECRET, only())
    expect(only().body).toBe(events[0]!.body)
  })

  it('accepts a fresh delivery that is replayed verbatim, and no change in it', async () => {
    const id = await receive(tricky)
    await replay({ eventIds: [id], mode: 'verbatim' })
    verify(SECRET, only())
    expect(() => verify(SECRET, { ...only(), body: only().body.replace('zoe@', 'eve@') })).toThrow()
  })
})
