import { createServer } from 'node:net'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { AppError } from '../../src/shared/errors.ts'
import { createTargetCommands } from '../../src/main/core/forwarding/target-commands.ts'
import { isLocalTarget } from '../../src/main/core/forwarding/target.ts'
import { replayed } from '../support/replay-events.ts'
import { startReplayTarget, type ReplayTarget } from '../support/replay-target.ts'
import { post, SECRET, signed, userEvent } from '../support/signed-request.ts'
import { openTempCore, type TempCore } from '../support/temp-core.ts'

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

it('tells whether something listens, without sending a request', async () => {
  const { core } = opened
  expect(await core.targets.check({ url: target.url })).toMatchObject({
    url: target.url,
    state: 'up',
    reason: null,
    scope: 'local',
    connectMs: expect.any(Number)
  })
  expect(target.received).toEqual([])
  const silent = createServer()
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve))
  const { port } = silent.address() as { port: number }
  await new Promise((resolve) => silent.close(resolve))
  expect(await core.targets.check({ url: `localhost:${port}/x` })).toMatchObject({
    state: 'down',
    scope: 'local',
    connectMs: null,
    reason: expect.stringContaining('Nothing listens')
  })
  expect(await core.targets.check({ url: 'http://no-such-host.invalid/' })).toMatchObject({
    state: 'down',
    reason: expect.stringContaining('cannot be found')
  })
  expect(await core.targets.check({ url: await opened.receiverUrl() })).toMatchObject({
    state: 'refused',
    reason: expect.stringContaining('own receiver')
  })
  await expect(core.targets.check({ url: 'ftp://x' })).rejects.toMatchObject({ code: 'invalid_input' })
})

it('sends beyond this network to confirmed origins only', async () => {
  const { core } = opened
  const url = 'https://192.0.2.7/hook'
  expect(await core.targets.check({ url })).toMatchObject({
    state: 'refused',
    scope: 'untrusted',
    reason: expect.stringContaining('confirm this address first')
  })
  const forward = () => core.endpoints.set({ id: 'ep_1', forwardTargets: [url] })
  await expect(forward()).rejects.toMatchObject({ code: 'invalid_input' })
  await core.settings.set({ trustedOrigins: ['https://192.0.2.7'] })
  expect((await forward()).forwardTargets).toEqual([url])
})

it('remembers what is confirmed until it is taken back, and never plain http or what no machine has', async () => {
  let trustedOrigins: readonly string[] = []
  // Nothing of a test may leave this machine, so connecting fails where it would begin.
  const commands = createTargetCommands({
    store: null as never, // Only lists need it.
    clock: { now: () => 1 },
    check: () => Promise.reject(new AppError('unavailable', 'No way out')),
    forwardTargets: () => [],
    settings: () => ({ replayTarget: null, trustedOrigins }),
    setTrusted: async (origins) => {
      trustedOrigins = origins
    }
  })
  const url = 'https://192.0.2.7/hook'
  expect(await commands.trust({ url, trusted: true })).toMatchObject({
    scope: 'trusted',
    reason: 'No way out'
  })
  expect(trustedOrigins).toEqual(['https://192.0.2.7'])
  expect(await commands.check({ url: 'https://192.0.2.7/other' })).toMatchObject({ scope: 'trusted' })
  expect(await commands.trust({ url, trusted: false })).toMatchObject({ scope: 'untrusted' })
  expect(trustedOrigins).toEqual([])
  for (const refused of ['http://192.0.2.7/hook', 'https://169.254.169.254/', 'https://0.0.0.0/']) {
    await expect(commands.trust({ url: refused, trusted: true })).rejects.toMatchObject({
      code: 'invalid_input'
    })
  }
  // Local addresses need no confirmation, and get none.
  expect(await commands.trust({ url: target.url, trusted: true })).toMatchObject({ scope: 'local' })
  expect(trustedOrigins).toEqual([])
})

it('refuses a name that leads into this network and out of it at once', () => {
  const url = new URL('https://rebinding.example/')
  const address = (text: string) => ({ address: text, family: 4 })
  expect(() => isLocalTarget(url, [address('127.0.0.1'), address('192.0.2.7')])).toThrow('at once')
  expect(isLocalTarget(url, [address('127.0.0.1'), address('10.1.2.3')])).toBe(true)
  expect(isLocalTarget(url, [address('192.0.2.7')])).toBe(false)
})

it('lists what was chosen, is forwarded to, was used lately and is common, each once', async () => {
  const { core } = opened
  const used = `${target.url}/used`
  const event = userEvent()
  await post(await opened.receiverUrl(), signed(event))
  await replayed(opened, { eventIds: [event.id], target: used })
  await core.settings.set({ replayTarget: target.url })
  await core.endpoints.set({ id: 'ep_1', forwardTargets: [target.url, `${target.url}/forward`] })
  const { rows } = await core.targets.list({})
  expect(rows.map(({ from, url }) => [from, url])).toEqual([
    ['chosen', target.url],
    ['forward', `${target.url}/forward`],
    ['recent', used],
    ['common', 'http://localhost:3000/api/webhook/user-access'],
    ['common', 'http://localhost:3000/api/webhooks/scalekit'],
    ['common', 'http://localhost:3000/webhooks/scalekit'],
    ['common', 'http://localhost:8080/webhook']
  ])
})
