import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, expect, it } from 'vitest'
import { openStore } from '../../src/main/core/store/open.ts'
import { createOperations } from '../../src/main/core/store/operations.ts'
import { post, SECRET, signed, userEvent } from '../support/signed-request.ts'
import { openTempCore, type TempCore } from '../support/temp-core.ts'
import { captured } from '../support/captured.ts'
import { createTempDir } from '../support/temp-dir.ts'

const cores: TempCore[] = []
afterEach(async () => {
  for (const core of cores.splice(0)) await core.close()
})

it('shows the same timeline after a restart, secrets and settings included', async () => {
  const first = await openTempCore()
  await first.core.secrets.add({ kind: 'signing', value: SECRET, label: 'mine' })
  await first.core.settings.set({ theme: 'dark' })
  for (let count = 0; count < 5; count++) await post(await first.receiverUrl(), signed(userEvent()))
  await post(await first.receiverUrl(), { headers: {}, body: 'unsigned' })
  const before = await first.core.events.list({ limit: 100 })
  const second = await first.reopen()
  cores.push(second)
  const after = await second.core.events.list({ limit: 100 })
  expect(after.rows).toEqual(before.rows)
  expect(after.rows).toHaveLength(5)
  expect((await second.core.secrets.list({})).rows).toMatchObject([
    { label: 'mine', usable: true, origin: 'stored' }
  ])
  expect(await second.core.settings.get({})).toMatchObject({ theme: 'dark' })
  expect(await second.core.stats.summary({})).toMatchObject({ events: 5, verified: 5, rejected: 1 })
  expect((await post(await second.receiverUrl(), signed(userEvent()))).status).toBe(200)
})

it('pages through everything once, newest first, and refuses a cursor it did not give', async () => {
  const opened = await openTempCore({ sessionSecrets: [SECRET] })
  cores.push(opened)
  const events = Array.from({ length: 25 }, () => userEvent())
  for (const event of events) await post(await opened.receiverUrl(), signed(event))
  const ids: string[] = []
  for (let before: string | null | undefined; before !== null;) {
    const page = await opened.core.events.list({ limit: 10, ...(before && { before }) })
    ids.push(...page.rows.map((row) => row.id))
    before = page.next
  }
  expect(ids).toEqual(events.map((event) => event.id).toReversed())
  await expect(opened.core.events.list({ limit: 10, before: 'x' })).rejects.toMatchObject({
    code: 'invalid_input'
  })
  await expect(opened.core.deliveries.list({ limit: 10, before: 'x' })).rejects.toMatchObject({
    code: 'invalid_input'
  })
})

it('filters by tokens and words and refuses a token it does not know', async () => {
  const opened = await openTempCore({ sessionSecrets: [SECRET] })
  cores.push(opened)
  const url = await opened.receiverUrl()
  await post(url, signed(userEvent({ id: 'evt_a', organization_id: 'org_acme' })))
  await post(
    url,
    signed(userEvent({ id: 'evt_b', type: 'scalekit.dir.user.create', data: { id: 'u', name: 'Grace' } }))
  )
  const found = async (query: string) =>
    (await opened.core.events.list({ limit: 10, query })).rows.map((row) => row.id)
  expect(await found('type:user_updated')).toEqual(['evt_a'])
  expect(await found('type:*user_created')).toEqual(['evt_b'])
  expect(await found('org:acme')).toEqual(['evt_a'])
  expect(await found('-org:acme grace')).toEqual(['evt_b'])
  expect(await found('grace org:acme')).toEqual([])
  const named = { id: 'org_acme', display_name: 'Juniper & Slate' }
  await post(
    url,
    signed(
      userEvent({
        id: 'evt_c',
        type: 'organization.created',
        object: 'Organization',
        organization_id: 'org_acme',
        data: named
      })
    )
  )
  expect(await found('org:juniper')).toEqual(['evt_c', 'evt_a'])
  expect(await found('type:o*y*d')).toEqual(['evt_b', 'evt_a'])
  // A pattern that a regular expression would take for ever on.
  expect(await found(`type:${'*'.repeat(60)}x id:${'*a'.repeat(40)}`)).toEqual([])
  await expect(found('colour:red')).rejects.toMatchObject({
    code: 'invalid_input',
    message: expect.stringContaining('colour:')
  })
})

it('finds the one match behind 12,000 others', async () => {
  const dir = createTempDir()
  const store = openStore(dir.path)
  createOperations(store, () => undefined).capture(
    Array.from({ length: 12_000 }, (_, index) =>
      captured({ id: `evt_${index}`, data: { name: index === 0 ? 'Needle' : 'Hay' } }, { receivedAt: index })
    )
  )
  store.close()
  const opened = await openTempCore({}, {}, dir)
  cores.push(opened)
  const page = await opened.core.events.list({ query: 'needle', limit: 10 })
  expect(page).toMatchObject({ rows: [{ id: 'evt_0' }], next: null })
  expect(await opened.core.events.list({ query: 'nothing', limit: 10 })).toMatchObject({
    rows: [],
    next: null
  })
})

it('rejects a delivery when the disk refuses it, and tells the link that broke', async () => {
  const opened = await openTempCore({ sessionSecrets: [SECRET] })
  cores.push(opened)
  const url = await opened.receiverUrl()
  expect((await post(url, signed(userEvent()))).status).toBe(200)
  // Another writer holds the database for longer than the busy timeout.
  const intruder = new Database(join(opened.dataDir, 'inspector.db'))
  intruder.exec('BEGIN IMMEDIATE')
  const refused = await post(url, signed(userEvent()))
  expect(refused.status).toBe(503)
  expect((await opened.core.listening.status({})).store).toMatchObject({
    state: 'failed',
    reason: expect.stringContaining('locked')
  })
  intruder.exec('ROLLBACK')
  intruder.close()
  expect((await post(url, signed(userEvent()))).status).toBe(200)
  expect((await opened.core.listening.status({})).store.state).toBe('ok')
  expect((await opened.core.stats.summary({})).events).toBe(2)
})

it('says that the store cannot do it when the disk refuses a command', async () => {
  const opened = await openTempCore({ sessionSecrets: [SECRET] })
  cores.push(opened)
  const intruder = new Database(join(opened.dataDir, 'inspector.db'))
  intruder.exec('BEGIN IMMEDIATE')
  await expect(opened.core.settings.set({ theme: 'dark' })).rejects.toMatchObject({ code: 'unavailable' })
  intruder.close()
  expect((await opened.core.settings.set({ theme: 'dark' })).theme).toBe('dark')
})
