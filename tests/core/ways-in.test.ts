import { afterEach, expect, test } from 'vitest'
import type { ListeningStatus } from '../../src/shared/listening-models.ts'
import { bringUpTunnel } from '../../src/main/hosts/browser/bring-up-tunnel.ts'
import { startNgrokService, type NgrokService } from '../support/ngrok-service/service.ts'
import { openTempCore, type TempCore } from '../support/temp-core.ts'

let opened: TempCore | null = null
let service: NgrokService | null = null
afterEach(async () => {
  await opened?.close()
  await service?.close()
  opened = service = null
})

async function open(authtoken: string | null): Promise<TempCore> {
  service = await startNgrokService({ authtokens: ['a-token'] })
  const { connectUrl, caFile: connectCas } = service
  opened = await openTempCore({ ngrok: { authtoken, domain: null, connectUrl, connectCas, configFiles: [] } })
  return opened
}

/** Resolves with the first such status. */
async function reaches({ core }: TempCore, state: string): Promise<ListeningStatus> {
  const reached = Promise.withResolvers<ListeningStatus>()
  const look = (status: ListeningStatus) => {
    if (status.tunnel.state === state) reached.resolve(status)
  }
  const stop = core.onAnnouncement((name, payload) => {
    if (name === 'listening.changed') look(payload as ListeningStatus)
  })
  look(await core.listening.status({}))
  return reached.promise.finally(stop)
}
const kindOf = async ({ core }: TempCore) => (await core.listening.start({})).tunnel.kind

test('takes ngrok where there is an authtoken and nothing else was chosen', async () => {
  const temp = await open('a-token')
  expect((await temp.core.listening.status({})).tunnel).toMatchObject({ kind: 'none', state: 'stopped' })
  expect(await kindOf(temp)).toBe('ngrok')
  await reaches(temp, 'online')
  expect((await temp.core.settings.get({})).wayIn).toBeNull()
})

test('goes without a tunnel where there is no authtoken and nothing else was chosen', async () => {
  const temp = await open(null)
  expect(await kindOf(temp)).toBe('none')
  expect(await temp.core.listening.status({})).toMatchObject({
    receiver: { state: 'listening' },
    tunnel: { kind: 'none', state: 'stopped' }
  })
})

test('remembers what was chosen, also over a restart, and tells the page', async () => {
  const temp = await open('a-token')
  const told: unknown[] = []
  temp.core.onAnnouncement((name, payload) => {
    if (name === 'settings.changed') told.push((payload as { wayIn: unknown }).wayIn)
  })
  await temp.core.listening.start({ tunnel: 'none' })
  await temp.core.listening.start({ tunnel: 'none' })
  expect(told).toEqual(['none'])
  expect(await kindOf(temp)).toBe('none')
  opened = await temp.reopen()
  expect(await kindOf(opened)).toBe('none')
  expect(service?.authentications()).toBe(0)
})

test('opens the tunnel for one run where a flag asks for it, and keeps what was chosen', async () => {
  const temp = await open('a-token')
  await temp.core.listening.start({ tunnel: 'none' })
  const warnings: string[] = []
  const log = { info: () => undefined, error: () => undefined, warn: (text: string) => warnings.push(text) }
  await bringUpTunnel(temp.core, log)
  expect(warnings).toEqual([])
  const { tunnel } = await temp.core.listening.status({})
  expect(tunnel).toMatchObject({ kind: 'ngrok', state: 'online' })
  expect((await temp.core.settings.get({})).wayIn).toBe('none')
  opened = await temp.reopen()
  expect(await kindOf(opened)).toBe('none')
})

test('closes one way in when another is asked for', async () => {
  const temp = await open('a-token')
  await temp.core.listening.start({ tunnel: 'ngrok' })
  await reaches(temp, 'online')
  await temp.core.settings.set({ ownPublicUrl: await temp.receiverUrl() })
  await temp.core.listening.start({ tunnel: 'own' })
  expect((await reaches(temp, 'online')).tunnel).toMatchObject({
    kind: 'own',
    publicUrl: await temp.receiverUrl()
  })
  await service?.when(() => service?.sessions() === 0)
  expect((await temp.core.listening.start({ tunnel: 'none' })).tunnel).toMatchObject({
    kind: 'none',
    state: 'stopped',
    publicUrl: null
  })
  await temp.core.listening.start({ tunnel: 'ngrok' })
  await reaches(temp, 'online')
  expect((await temp.core.listening.stop({})).tunnel).toMatchObject({ kind: 'ngrok', state: 'stopped' })
})

test('asks for what a way in needs, and leaves everything as it was', async () => {
  const temp = await open(null)
  await expect(temp.core.listening.start({ tunnel: 'own' })).rejects.toMatchObject({
    code: 'conflict',
    message: expect.stringContaining('public URL of your own')
  })
  await expect(temp.core.listening.start({ tunnel: 'ngrok' })).rejects.toMatchObject({
    code: 'conflict',
    message: expect.stringContaining('authtoken')
  })
  expect((await temp.core.settings.get({})).wayIn).toBeNull()
  expect((await temp.core.listening.status({})).tunnel.kind).toBe('none')
})

test('asks its own URL again when the host says that the machine woke up', async () => {
  const temp = await open(null)
  await temp.core.settings.set({ ownPublicUrl: 'http://127.0.0.1:1' })
  await temp.core.listening.start({ tunnel: 'own' })
  await reaches(temp, 'failed')
  const states: string[] = []
  temp.core.onAnnouncement((name, payload) => {
    if (name === 'listening.changed') states.push((payload as ListeningStatus).tunnel.state)
  })
  temp.core.listening.wake()
  await reaches(temp, 'failed')
  await temp.core.listening.test({})
  expect(states.slice(0, 2)).toEqual(['starting', 'failed'])
})
