import { writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { expect, test } from 'vitest'
import { createCertificates } from '../support/ngrok-service/certificates.ts'
import { listenOnLoopback } from '../support/ngrok-service/loopback.ts'
import { authtoken, startTunnelRig } from '../support/ngrok-service/tunnel-rig.ts'

const wrongToken = '2wrongWRONGwrongWR_9wrongWRONGwrong99'

test('fails at once on a wrong authtoken, says so, and never shows it', async () => {
  await using rig = await startTunnelRig()
  rig.tunnel.start({ ...rig.request, authtoken: wrongToken })
  const status = await rig.reached('failed')
  expect(status).toMatchObject({
    code: 'ERR_NGROK_107',
    reason: 'ngrok refused the authtoken: it was reset, revoked or deleted.',
    publicUrl: null
  })
  expect(status.action).toContain('dashboard.ngrok.com')
  expect(rig.service.authentications()).toBe(1)
  expect(rig.startedCount()).toBe(1)
  expect(rig.running.size).toBe(0)
  expect(JSON.stringify(rig.history) + rig.logged()).not.toContain(wrongToken)

  rig.tunnel.start(rig.request)
  await rig.reached('online')
})

test('shows the words of the service for a code it does not know, without the authtoken they quote', async () => {
  await using rig = await startTunnelRig({ refusals: { [wrongToken]: 'ERR_NGROK_9999' } })
  rig.tunnel.start({ ...rig.request, authtoken: wrongToken })
  const status = await rig.reached('failed')
  expect(status.code).toBe('ERR_NGROK_9999')
  expect(status.reason).toBe(
    'ngrok refused: This service does not accept the login. Your authtoken: [authtoken]'
  )
  expect(status.action).toContain('ngrok.com/docs/errors/err_ngrok_9999')
})

test('asks for an authtoken instead of connecting without one', async () => {
  await using rig = await startTunnelRig()
  rig.tunnel.start({ ...rig.request, authtoken: ' ' })
  expect(await rig.reached('failed')).toMatchObject({ code: 'ERR_NGROK_4018' })
  expect(rig.startedCount()).toBe(0)
})

test('fails when another program already serves the address', async () => {
  await using first = await startTunnelRig()
  first.tunnel.start(first.request)
  await first.reached('online')
  await using second = await startTunnelRig()
  second.tunnel.start({ ...first.request, receiverUrl: second.request.receiverUrl })
  expect(await second.reached('failed')).toMatchObject({
    code: 'ERR_NGROK_334',
    reason: 'The public address is already online in another program.'
  })
  expect(second.startedCount()).toBe(1)
  expect(first.tunnel.status().state).toBe('online')
})

test('gives up on a service that accepts the connection and never answers', async () => {
  await using rig = await startTunnelRig({ timing: { connectMs: 300 } })
  rig.service.mute()
  rig.tunnel.start(rig.request)
  const status = await rig.reached('failed')
  expect(status.code).toBe('no_answer')
  expect(status.reason).toContain('did not answer in time')
  expect(status.action).toContain('sign in to the network')
  expect(rig.running.size).toBe(0)
})

test('gives up where not even the TLS handshake is answered', async () => {
  await using rig = await startTunnelRig({ timing: { connectMs: 300 } })
  const silent = createServer()
  const port = await listenOnLoopback(silent)
  rig.tunnel.start({ ...rig.request, connectUrl: `127.0.0.1:${port}` })
  expect(await rig.reached('failed')).toMatchObject({ code: 'tls_silent' })
  expect(rig.running.size).toBe(0)
  silent.close()
})

test('names an unreachable service', async () => {
  await using rig = await startTunnelRig()
  rig.service.refuse()
  rig.tunnel.start(rig.request)
  const status = await rig.reached('failed')
  expect(status.code).toBe('refused')
  expect(status.reason).toContain(`${rig.service.connectUrl} is refused`)
  expect(status.action).toContain('directly')
  expect(rig.history.map(({ reason }) => reason)).toContain(
    'Looking for what keeps ngrok from being reached.'
  )
})

test('names a service whose certificate is not trusted', async () => {
  await using rig = await startTunnelRig()
  await writeFile(rig.service.caFile, createCertificates().caPem)
  rig.tunnel.start(rig.request)
  const status = await rig.reached('failed')
  expect(status.code).toBe('inspected')
  expect(status.reason).toContain('issued by “Test authority”')
  expect(status.action).toContain('NGROK_CONNECT_CAS')
})

test('names a CA file that is missing or holds no certificate, and a bad connect URL', async () => {
  await using rig = await startTunnelRig()
  const failure = async (change: object) => {
    await rig.tunnel.stop()
    rig.tunnel.start({ ...rig.request, ...change })
    return (await rig.reached('failed')).reason
  }
  expect(await failure({ connectCas: '/no such/ca.pem' })).toMatch(
    /^The ngrok CA file \/no such\/ca\.pem cannot/
  )
  expect(await failure({ connectCas: import.meta.filename })).toMatch(/holds no PEM certificate\.$/)
  expect(await failure({ connectUrl: 'https://ngrok.example' })).toMatch(/must be HOST:PORT/)
  expect(rig.startedCount()).toBe(0)
})

test('is not online while the receiver cannot be reached through the public address', async () => {
  await using rig = await startTunnelRig({ selfTestMs: 1_000 })
  rig.tunnel.start({ ...rig.request, receiverUrl: 'http://127.0.0.1:1' })
  const status = await rig.reached('failed')
  expect(status.code).toBe('url_dead_end')
  expect(status.reason).toContain(`${rig.service.publicUrl()} answered 502`)
  expect(rig.history.map(({ state }) => state)).not.toContain('online')
  expect(rig.running.size).toBe(0)
})

test('fails with the reason when the endpoint is stopped from outside', async () => {
  await using rig = await startTunnelRig()
  rig.tunnel.start(rig.request)
  await rig.reached('online')
  rig.service.stopEndpoint('ERR_NGROK_9998', 'An administrator stopped this endpoint.')
  const status = await rig.reached('failed')
  expect(status.code).toBe('ERR_NGROK_9998')
  expect(status.reason).toBe('The endpoint was stopped from outside: An administrator stopped this endpoint.')
  expect(rig.startedCount()).toBe(1)
  expect(rig.running.size).toBe(0)
})

test('never says the authtoken: not in a status, not in the log, not from its process', async () => {
  const codes = ['105', '106', '107', '108', '121', '9999'].map((number) => `ERR_NGROK_${number}`)
  for (const code of codes) {
    await using rig = await startTunnelRig({ refusals: { [wrongToken]: code } })
    rig.tunnel.start({ ...rig.request, authtoken: wrongToken })
    expect(await rig.reached('failed')).toMatchObject({ code })
    expect(rig.told()).toContain('[authtoken]')
    rig.tunnel.start(rig.request)
    await rig.reached('online')
    rig.service.stopEndpoint('ERR_NGROK_9998', `by ${authtoken}`)
    expect((await rig.reached('failed')).reason).toContain('by [authtoken]')
    const said = JSON.stringify(rig.history) + rig.logged() + rig.told()
    expect(said).not.toContain(wrongToken)
    expect(said).not.toContain(authtoken)
  }
})
