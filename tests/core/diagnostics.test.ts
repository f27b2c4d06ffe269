import { afterEach, expect, it } from 'vitest'
import { post, SECRET, OTHER_SECRET, signed, userEvent } from '../support/signed-request.ts'
import { openTempCore, type TempCore } from '../support/temp-core.ts'

let temp: TempCore | null = null
afterEach(async () => {
  await temp?.close()
  temp = null
})

const AUTHTOKEN = '2NLHPqZz0JdNqE5pWjSc8eQFqKw_5gsmTxXyZ1bCdEfGhIjKl'
const CLIENT_SECRET = 'test_client-secret/of+scalekit'

/** Where it came from, without the prefix that may stay. */
const bare = (secret: string) => secret.replace('whsec_', '')

it('holds nothing of what was received, no secret and no address, wherever they were put', async () => {
  const log = [
    `[19:00:00.000] WARN: ngrok refused ${AUTHTOKEN} of jane.doe@acme.example`,
    `    error: "GET http://127.0.0.1:4/?token=planted-token-1 Bearer planted-bearer-2"`,
    `    cookie: sid=planted-cookie-3`,
    `    secret: ${OTHER_SECRET}`,
    `[19:00:01.000] INFO: Receiver listening`
  ].join('\n')
  temp = await openTempCore({}, { recentLog: () => Promise.resolve(log) })
  const { core } = temp
  await core.secrets.add({ kind: 'signing', value: SECRET, label: 'planted-label jane@acme.example' })
  await core.secrets.add({ kind: 'signing', value: OTHER_SECRET })
  await core.secrets.add({ kind: 'ngrok', value: AUTHTOKEN })
  await core.secrets.add({ kind: 'scalekit', value: CLIENT_SECRET })
  await core.settings.set({
    webhookPath: '/planted-path-4',
    replayTarget: 'http://127.0.0.1:9/planted-target-5?key=planted-key-6',
    ownPublicUrl: 'https://planted-host-7.example.com',
    ngrokDomain: 'planted-domain-8.ngrok-free.app',
    scalekitEnvironmentUrl: 'https://planted-environment-9.scalekit.dev',
    scalekitClientId: 'planted-client-10',
    trustedOrigins: ['https://planted-origin-11.example']
  })
  await core.endpoints.add({
    name: 'planted-name-12 jane@acme.example',
    path: '/planted-path-13',
    forwardTargets: ['http://127.0.0.1:9/planted-forward-14']
  })
  const url = `${await temp.receiverUrl()}/planted-path-4?q=planted-query-15`
  const body = userEvent({ id: 'evt_planted16', data: { email: 'john.planted17@acme.example' } })
  const request = signed(body)
  const answer = await post(url, {
    ...request,
    headers: { ...request.headers, 'x-planted': 'planted-header-18' }
  })
  expect(answer.status).toBe(200)
  await core.events.note({ id: 'evt_planted16', text: 'planted-note-19' })

  const { name, text } = await core.diagnostics({})
  expect(name).toMatch(/^webhook-inspector-diagnostics-\d{4}-\d\d-\d\d\.txt$/)
  expect(text).not.toMatch(/planted/i)
  expect(text).not.toMatch(/@acme|jane|john/i)
  for (const secret of [SECRET, OTHER_SECRET, AUTHTOKEN, CLIENT_SECRET]) {
    expect(text).not.toContain(bare(secret))
    expect(text).not.toContain(encodeURIComponent(bare(secret)))
  }
  const report = JSON.parse(text) as Record<string, unknown>
  expect(report).toMatchObject({
    app: { version: '0.0.0-test', licence: 'MIT' },
    settings: { theme: 'system', replayTarget: 'set', wayIn: null, trustedOrigins: '1 set' },
    store: { events: 1, rejected: 0 },
    listening: { receiver: { state: 'listening' }, tunnel: { state: 'stopped' } },
    endpoints: [{ id: 'ep_1' }, { id: 'ep_2', forwardTargets: ['http://127.0.0.1:9/…'] }]
  })
  expect(report['secrets']).toHaveLength(4)
  expect(report['log']).toContain('[19:00:01.000] INFO: Receiver listening')
})

it('tells the latest states of the tunnel, each once', async () => {
  temp = await openTempCore()
  const { core } = temp
  await core.settings.set({ ownPublicUrl: 'http://127.0.0.1:9' })
  const failed = Promise.withResolvers<void>()
  core.onAnnouncement((name, payload) => {
    if (name === 'listening.changed' && (payload as { tunnel: { state: string } }).tunnel.state === 'failed')
      failed.resolve()
  })
  await core.listening.start({ tunnel: 'own' })
  await failed.promise
  const { tunnelStates } = JSON.parse((await core.diagnostics({})).text) as {
    tunnelStates: { state: string; reason: string | null }[]
  }
  expect(tunnelStates.map(({ state }) => state)).toEqual(expect.arrayContaining(['starting', 'failed']))
  expect(tunnelStates.at(-1)?.reason).toEqual(expect.any(String))
  const told = tunnelStates.map((state) => JSON.stringify({ ...state, at: null }))
  expect(told).toEqual(told.filter((text, index) => text !== told[index - 1]))
})

it('says what a report lacks when a part of the app cannot be asked', async () => {
  temp = await openTempCore({}, { recentLog: () => Promise.reject(new Error('the disk is gone')) })
  const { text } = await temp.core.diagnostics({})
  expect(JSON.parse(text)).toMatchObject({
    log: ['Could not be read: the disk is gone'],
    store: { events: 0 }
  })
})

it('tells what the app is made of, and that no folder was shown where there is no desktop', async () => {
  temp = await openTempCore()
  const { core, dataDir } = temp
  const { versions, ...about } = await core.about({})
  expect(about).toEqual({ version: '0.0.0-test', licence: 'MIT', dataDir })
  expect(versions.map(({ name }) => name)).toEqual(['Node', 'SQLite'])
  expect(versions).toContainEqual({ name: 'Node', version: process.versions.node })
  expect(await core.showDataFolder({})).toEqual({ dataDir, isShown: false })
  expect(await core.info({})).toMatchObject({ canNotify: false })
})
