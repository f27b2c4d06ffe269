import { expect, test } from 'vitest'
import { startTunnelRig } from '../support/ngrok-service/tunnel-rig.ts'

test('resumes a dropped session in the same process with the same URL', async () => {
  await using rig = await startTunnelRig()
  rig.tunnel.start(rig.request)
  const { publicUrl } = await rig.reached('online')
  const endpointId = rig.service.endpoint()?.id
  rig.service.drop()
  expect(await rig.reached('reconnecting')).toMatchObject({ publicUrl, code: 'connection_lost' })
  expect(await rig.reached('online')).toMatchObject({ publicUrl, code: null })
  expect(rig.startedCount()).toBe(1)
  expect(rig.service.endpoint()?.id).toBe(endpointId)
  expect(await (await fetch(`${publicUrl}/`)).text()).toBe('ok')
})

test('starts afresh when the session cannot be resumed, for as long as it takes', async () => {
  await using rig = await startTunnelRig({ timing: { resumeMs: 200 } })
  rig.tunnel.start(rig.request)
  const { publicUrl } = await rig.reached('online')
  rig.service.refuse()
  rig.service.drop()
  const status = await rig.reached('reconnecting', ({ code }) => code === 'refused')
  expect(status.publicUrl).toBe(publicUrl)
  expect(status.reason).toContain('firewall')
  await rig.service.accept()
  await rig.reached('online')
  expect(await (await fetch(`${publicUrl}/`)).text()).toBe('ok')
  expect(rig.running.size).toBe(1)
})

test('comes back when its process is killed', async () => {
  await using rig = await startTunnelRig()
  rig.tunnel.start(rig.request)
  await rig.reached('online')
  for (const child of rig.running) child.kill()
  expect(await rig.reached('reconnecting')).toMatchObject({ code: 'process_ended' })
  await rig.reached('online')
  expect(rig.startedCount()).toBe(2)
  expect(rig.running.size).toBe(1)
  expect(rig.service.sessions()).toBe(1)
})

test('waits for an address that the service still holds for its lost connection', async () => {
  await using rig = await startTunnelRig({ lingering: true })
  rig.tunnel.start(rig.request)
  await rig.reached('online')
  for (const child of rig.running) child.kill()
  const status = await rig.reached('reconnecting', ({ code }) => code === 'ERR_NGROK_334')
  expect(status.action).toContain('Nothing to do')
  rig.service.expire()
  await rig.reached('online')
})

test('stops waiting for a held address once the service must have noticed the loss', async () => {
  await using rig = await startTunnelRig({ lingering: true, timing: { lossMs: 0 } })
  rig.tunnel.start(rig.request)
  await rig.reached('online')
  for (const child of rig.running) child.kill()
  expect(await rig.reached('failed')).toMatchObject({ code: 'ERR_NGROK_334' })
})

test('notices a connection that is open and dead', async () => {
  await using rig = await startTunnelRig({ timing: { heartbeatSeconds: 1, silenceMs: 1_500 } })
  rig.tunnel.start(rig.request)
  await rig.reached('online')
  rig.service.mute()
  expect(await rig.reached('reconnecting')).toMatchObject({ code: 'connection_lost' })
})

test('stays online over many heartbeats', async () => {
  await using rig = await startTunnelRig({ timing: { heartbeatSeconds: 1, silenceMs: 5_000 } })
  rig.tunnel.start(rig.request)
  await rig.reached('online')
  await rig.service.when(() => rig.service.heartbeats() >= 7) // More seconds than the silence that is allowed.
  expect(rig.tunnel.status().state).toBe('online')
  expect(rig.startedCount()).toBe(1)
})

test('gives up when the authtoken is revoked while it reconnects', async () => {
  const authtokens = ['a-token-for-one-session']
  await using rig = await startTunnelRig({ authtokens })
  rig.tunnel.start({ ...rig.request, authtoken: 'a-token-for-one-session' })
  await rig.reached('online')
  authtokens.length = 0
  for (const child of rig.running) child.kill()
  expect(await rig.reached('failed')).toMatchObject({ code: 'ERR_NGROK_107' })
  expect(rig.running.size).toBe(0)
})

test('can be stopped while it waits to try again', async () => {
  await using rig = await startTunnelRig({ timing: { backOffMs: [3_600_000] } })
  rig.tunnel.start(rig.request)
  await rig.reached('online')
  for (const child of rig.running) child.kill()
  await rig.reached('reconnecting')
  await rig.tunnel.stop()
  expect(rig.tunnel.status().state).toBe('stopped')
  expect(rig.running.size).toBe(0)
})

test('cuts its pause short when the machine wakes up', async () => {
  await using rig = await startTunnelRig({ timing: { backOffMs: [3_600_000] } })
  rig.tunnel.start(rig.request)
  await rig.reached('online')
  for (const child of rig.running) child.kill()
  await rig.reached('reconnecting')
  rig.tunnel.wake()
  await rig.reached('online')
  expect(rig.startedCount()).toBe(2)
})

test('doubts what claims to be online when the machine wakes up, and keeps what is', async () => {
  const paths: unknown[] = []
  await using rig = await startTunnelRig({
    respond: (request, _body, response) => response.end(paths.push(request.url))
  })
  rig.tunnel.start(rig.request)
  const { since } = await rig.reached('online')
  const heard = rig.history.length
  rig.tunnel.wake()
  expect(await rig.tunnel.test()).toBeNull()
  expect(rig.history.slice(heard).map(({ state }) => state)).toEqual(['online'])
  expect(rig.tunnel.status().since).toBe(since)
  expect(rig.startedCount()).toBe(1)
  expect(paths).toEqual([])
})

test('replaces a connection that died in sleep as soon as the machine wakes up', async () => {
  await using rig = await startTunnelRig({ timing: { checkMs: 300, silenceMs: 3_600_000 } })
  rig.tunnel.start(rig.request)
  await rig.reached('online')
  rig.service.mute()
  rig.tunnel.wake()
  expect(await rig.reached('reconnecting')).toMatchObject({ code: 'url_silent' })
  rig.service.unmute()
  rig.service.drop()
  await rig.reached('online')
  expect(await rig.tunnel.test()).toBeNull()
})

test('starts what could not start for want of a network once there is one', async () => {
  await using rig = await startTunnelRig()
  rig.service.refuse()
  rig.tunnel.start(rig.request)
  await rig.reached('failed')
  await rig.service.accept()
  rig.tunnel.wake()
  await rig.reached('online')
})

test('leaves alone what only its user can cure', async () => {
  await using rig = await startTunnelRig()
  rig.tunnel.start({ ...rig.request, authtoken: 'wrong' })
  await rig.reached('failed')
  rig.tunnel.wake()
  expect(rig.tunnel.status().state).toBe('failed')
  await rig.tunnel.stop()
  rig.tunnel.wake()
  expect(rig.tunnel.status().state).toBe('stopped')
  expect(rig.startedCount()).toBe(1)
})

test('says what it is at when it is tested without being online', async () => {
  await using rig = await startTunnelRig()
  rig.service.mute()
  expect(await rig.tunnel.test()).toMatchObject({ code: null })
  rig.tunnel.start(rig.request)
  expect(await rig.tunnel.test()).toEqual({
    code: null,
    reason: 'Waiting for ngrok to accept the connection and the authtoken.',
    action: null
  })
})
