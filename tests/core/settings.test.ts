import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, expect, it } from 'vitest'
import { createDispatch } from '../../src/main/rpc/dispatcher.ts'
import { createHandlers } from '../../src/main/rpc/handlers.ts'
import { openTempCore, type TempCore } from '../support/temp-core.ts'

let temp: TempCore | null = null
afterEach(async () => {
  await temp?.close()
  temp = null
})
const open = async () => (temp = await openTempCore())

it('begin with defaults, none of which says anything about the user', async () => {
  const { core } = await open()
  expect(await core.settings.get({})).toEqual({
    theme: 'system',
    density: 'comfortable',
    contrast: 'system',
    masked: false,
    webhookPath: '/api/webhook/user-access',
    replayTarget: null,
    ngrokDomain: null,
    wayIn: null,
    ownPublicUrl: null,
    scalekitEnvironmentUrl: null,
    scalekitClientId: null,
    trustedOrigins: [],
    savedFilters: [],
    recentFilters: [],
    skippedSteps: [],
    bodyLimit: 10_000_000,
    retention: { maxAgeDays: null, maxEvents: 1_000_000, maxBytes: null, maxUnverified: 20_000 },
    notifications: { firstEvent: true, rejected: true, tunnelLost: true },
    closing: 'ask',
    startAtLogin: false
  })
})

it('are kept, announced, and stored as what was meant by what was pasted', async () => {
  const first = await open()
  const announced: unknown[] = []
  first.core.onAnnouncement((name, payload) => name === 'settings.changed' && announced.push(payload))
  const set = await first.core.settings.set({
    wayIn: 'own',
    ownPublicUrl: ' "https://Hooks.Example.com/" ',
    scalekitEnvironmentUrl: 'export SCALEKIT_ENVIRONMENT_URL=https://acme.scalekit.dev/',
    scalekitClientId: "SCALEKIT_CLIENT_ID='skc_42'",
    skippedSteps: ['tunnel']
  })
  expect(set).toMatchObject({
    wayIn: 'own',
    ownPublicUrl: 'https://hooks.example.com',
    scalekitEnvironmentUrl: 'https://acme.scalekit.dev',
    scalekitClientId: 'skc_42',
    skippedSteps: ['tunnel']
  })
  expect(announced).toEqual([set])
  temp = await first.reopen()
  expect(await temp.core.settings.get({})).toEqual(set)
  const cleared = await temp.core.settings.set({
    ownPublicUrl: '  ',
    scalekitEnvironmentUrl: '""',
    scalekitClientId: null
  })
  expect(cleared).toMatchObject({ ownPublicUrl: null, scalekitEnvironmentUrl: null, scalekitClientId: null })
})

it('are changed all together or not at all', async () => {
  const { core } = await open()
  const dispatch = createDispatch(createHandlers(core), (error) => {
    throw error
  })
  const before = await core.settings.get({})
  for (const [bad, sentence] of [
    [{ ownPublicUrl: 'http://hooks.example.com' }, 'must begin with https://'],
    [{ ownPublicUrl: 'https://hooks.example.com/path' }, 'Leave out what follows'],
    [{ scalekitEnvironmentUrl: 'https://me:word@acme.scalekit.dev' }, 'user name or password'],
    [{ scalekitClientId: 'skc_1 skc_2' }, 'one word'],
    [{ wayIn: 'teleport' }, 'wayIn'],
    [{ skippedSteps: Array.from({ length: 21 }, String) }, 'skippedSteps'],
    [{ unknown: 1 }, 'unknown']
  ] as const) {
    const reply = await dispatch('settings.set', { theme: 'dark', ...bad })
    expect(reply, JSON.stringify(bad)).toMatchObject({
      ok: false,
      error: { code: 'invalid_input', message: expect.stringContaining(sentence) }
    })
  }
  expect(await core.settings.get({})).toEqual(before)
  temp = await temp!.reopen()
  expect(await temp.core.settings.get({})).toEqual(before)
})

it('leave out what is not given, as a page over IPC may send it', async () => {
  const { core } = await open()
  const set = await core.settings.set({ theme: undefined, webhookPath: '/hooks' })
  expect(set).toMatchObject({ theme: 'system', webhookPath: '/hooks' })
})

it('count as not set where what is stored no longer fits', async () => {
  const first = await open()
  await first.core.settings.set({ theme: 'dark', wayIn: 'own', skippedSteps: ['secret'] })
  await first.core.close()
  const db = new Database(join(first.dataDir, 'inspector.db'))
  const spoil = db.prepare(`UPDATE settings SET value = ? WHERE name = ?`)
  spoil.run('"carrier pigeon"', 'wayIn')
  spoil.run('7', 'skippedSteps')
  db.close()
  temp = await first.reopen()
  expect(await temp.core.settings.get({})).toMatchObject({ theme: 'dark', wayIn: null, skippedSteps: [] })
})
