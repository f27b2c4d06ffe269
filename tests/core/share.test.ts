import { Worker } from 'node:worker_threads'
import { gzipSync } from 'node:zlib'
import { Webhook } from 'standardwebhooks'
import { afterEach, beforeAll, expect, it } from 'vitest'
import { shareCommands } from '../../src/shared/commands/share-commands.ts'
import type { Redaction } from '../../src/shared/share-models.ts'
import { perform } from '../../src/main/core/apart.ts'
import { redactDelivery } from '../../src/main/core/sharing/redact-delivery.ts'
import { createShareCommands } from '../../src/main/core/sharing/share-commands.ts'
import { loadScalekitVerifier, type SdkVerifier } from '../../src/main/core/signatures/scalekit.ts'
import { openStoreClient, type Store } from '../../src/main/core/store/client.ts'
import type { DeliveryLine } from '../../src/main/core/transfer/line.ts'
import { createImport } from '../../src/main/core/transfer/import.ts'
import { captured } from '../support/captured.ts'
import { userEvent } from '../support/signed-request.ts'
import { createTempDir } from '../support/temp-dir.ts'

const ALL: Redaction = { people: true, ids: true, organizations: true, paths: [] }

let verifier: SdkVerifier
beforeAll(async () => {
  verifier = await loadScalekitVerifier()
})
const opened: { close(): Promise<void> }[] = []
afterEach(async () => {
  for (const one of opened.splice(0)) await one.close()
})

async function openStore(): Promise<Store> {
  const dir = createTempDir()
  const store = await openStoreClient(
    () => new Worker(new URL('../../src/main/core/store/worker.ts', import.meta.url)),
    dir.path,
    (problem) => expect.unreachable(problem)
  )
  opened.push({
    async close() {
      await store.close()
      dir.remove()
    }
  })
  return store
}

let apart = 0
const sharing = (store: Store) =>
  createShareCommands({
    store,
    clock: { now: () => Date.UTC(2026, 10, 26) },
    secrets: { ofUser: () => [], sample: () => null },
    targets: async () => [],
    // What the threads of the app do.
    runApart: async (task) => perform(task) as never,
    redactApart: async (task) => {
      apart++
      return redactDelivery(structuredClone(task))
    }
  })

type Input = Parameters<ReturnType<typeof sharing>['export']>[0]
async function shareAll(store: Store, input: Omit<Input, 'after'>) {
  let [text, events, pieces] = ['', 0, 0]
  let after: string | undefined
  let fileName = ''
  do {
    const piece = shareCommands['share.export'].output.parse(
      // A new instance for each piece: nothing may be kept between them.
      await sharing(store).export(
        shareCommands['share.export'].input.parse({ ...input, ...(after && { after }) })
      )
    )
    text += piece.text
    events += piece.events
    pieces++
    fileName = piece.fileName
    after = piece.next ?? undefined
  } while (after !== undefined)
  return { text, events, pieces, fileName }
}

let at = Date.UTC(2026, 10, 1)
const keep = async (
  store: Store,
  payload: unknown,
  headers: [string, string][] = [],
  webhookId = `msg_${++at}abcdefghijkl`
) => {
  const { delivery, body } = captured(payload, {
    receivedAt: (at += 1_000),
    webhookId,
    target: '/hooks/scalekit?token=let-me-in&org=acme.com',
    remoteAddress: '203.0.113.77',
    headers: [
      ['Host', 'ann-laptop.ngrok-free.app'],
      ['Content-Type', 'application/json'],
      ['Webhook-Id', webhookId],
      ['webhook-timestamp', String(Math.floor(at / 1000))],
      ['webhook-signature', 'v1,b3JpZ2luYWw='],
      ['Authorization', 'Bearer let-me-in'],
      ['X-Forwarded-For', '203.0.113.77'],
      ['X-From', 'ann.archer@acme.com'],
      ...headers
    ]
  })
  const { delivery: stored } = await store.capture(delivery, body)
  return stored.eventId!
}
const person = (change: Record<string, unknown> = {}) =>
  userEvent({
    data: {
      id: 'diruser_112860252122121399',
      given_name: 'Ann',
      name: 'Ann Archer',
      email: 'ann.archer@acme.com',
      ...change
    }
  })
const SENSITIVE = /ann|archer|acme|let-me-in|203\.0|b3JpZ2luYWw|112860252122121399/i
const linesOf = (text: string) =>
  text
    .trimEnd()
    .split('\n')
    .slice(1)
    .map((line) => JSON.parse(line) as DeliveryLine)
const secretIn = (text: string) =>
  (JSON.parse(text.slice(0, text.indexOf('\n'))) as { share: { secret: string } }).share.secret

it('imports a share on the other side, where its secret verifies each event', async () => {
  const store = await openStore()
  await keep(store, person())
  await keep(store, gzipSync(JSON.stringify(person({ active: false }))), [['Content-Encoding', 'gzip']])
  const repeated = person({ title: 'x' })
  await keep(store, repeated)
  await keep(store, repeated)
  const { text, events, fileName } = await shareAll(store, { redaction: ALL, format: 'ndjson' })
  expect(events).toBe(3)
  expect(fileName).toBe('shared-events-2026-11-26.ndjson')
  expect(text).not.toMatch(SENSITIVE)
  for (const { headers, body } of linesOf(text)) {
    const received = Object.fromEntries(headers.map(([name, value]) => [name.toLowerCase(), value]))
    expect(received['content-encoding']).toBeUndefined()
    // Too old by the clock of today, which an independent implementation says only of what is signed rightly.
    expect(
      new Webhook(secretIn(text)).sign(
        received['webhook-id']!,
        new Date(Number(received['webhook-timestamp']) * 1000),
        body!
      )
    ).toBe(received['webhook-signature'])
  }
  const [other, third] = [await openStore(), await openStore()]
  const [endpoint] = await other.call('listEndpoints')
  const takeInto = (into: Store) =>
    createImport({
      store: into,
      clock: { now: () => Date.now() },
      endpoints: { match: () => endpoint! },
      secrets: { signing: () => [] },
      verifier: async () => verifier
    })
  expect(await takeInto(third)({ text, verdicts: 'recheck' })).toMatchObject({ added: 4, unexplained: 4 })
  const take = takeInto(other)
  const secret = secretIn(text)
  await expect(take({ text, verdicts: 'recheck', secret: 'not one' })).rejects.toMatchObject({
    code: 'invalid_input'
  })
  expect(await take({ text, verdicts: 'recheck', secret })).toEqual({
    added: 4,
    known: 0,
    unexplained: 0,
    refused: []
  })
  // It verified these and is forgotten.
  expect((await other.call('listDeliveries', { limit: 1 })).rows).toMatchObject([{ verdict: 'verified' }])
  expect(await other.call('listSecrets')).toEqual([])
  const { rows } = await other.call('listEvents', { limit: 10 })
  expect(rows).toHaveLength(3)
  expect(new Set(rows.map(({ entityId }) => entityId)).size).toBe(1)
  expect(rows.map(({ deliveryCount }) => deliveryCount)).toEqual([2, 1, 1])
})

it('goes on piece by piece with the same pseudonyms, and another share has others', async () => {
  const store = await openStore()
  for (let index = 0; index < 210; index++) await keep(store, person({ title: `t${index}` }))
  const first = await shareAll(store, { redaction: ALL, format: 'ndjson' })
  expect(first).toMatchObject({ events: 210, pieces: 2 })
  const emails = (text: string) =>
    new Set(linesOf(text).map(({ body }) => (JSON.parse(body!) as { data: { email: string } }).data.email))
  expect(emails(first.text).size).toBe(1)
  const second = await sharing(store).export({ redaction: ALL, format: 'ndjson' })
  expect(emails(second.text)).not.toEqual(emails(first.text))
  expect(secretIn(second.text)).not.toBe(secretIn(first.text))
})

it('shares the events named in their order, or what a filter finds', async () => {
  const store = await openStore()
  const ids = [
    await keep(store, person({ title: 'one' })),
    await keep(store, person({ title: 'two' })),
    await keep(store, person({ title: 'three' }))
  ]
  const titles = (text: string) =>
    linesOf(text).map(({ body }) => (JSON.parse(body!) as { data: { title: string } }).data.title)
  const named = await shareAll(store, { eventIds: [ids[2]!, ids[0]!], redaction: ALL, format: 'ndjson' })
  expect(titles(named.text)).toEqual(['three', 'one'])
  const found = await shareAll(store, { query: `id:${ids[1]}`, redaction: ALL, format: 'ndjson' })
  expect(titles(found.text)).toEqual(['two'])
})

it('is one HTML file for people, with changes, without scripts or originals', async () => {
  const store = await openStore()
  await keep(store, person({ department: 'Sales', bio: '</pre><script>alert(1)</script>' }))
  await keep(store, person({ department: 'Support', bio: '</pre><script>alert(1)</script>' }))
  await keep(store, 'not JSON of Ann')
  const { text, events, fileName } = await shareAll(store, { redaction: ALL, format: 'html' })
  expect(fileName).toMatch(/\.html$/)
  expect(events).toBe(3)
  expect(text).toMatch(/^<!doctype html>[\s\S]*<\/html>\n$/)
  expect(text).not.toMatch(SENSITIVE)
  expect(text).not.toMatch(/<script|<img|href=|src=/)
  expect(text.match(/<details>/g)).toHaveLength(3)
  expect(text).toMatch(
    /<td>changed<td>data\.department<td><pre>&quot;Sales&quot;<\/pre><td><pre>&quot;Support&quot;/
  )
  expect(text).not.toContain('<td>data.email')
})

it('previews what would be replaced, without the secrets', async () => {
  const store = await openStore()
  const id = await keep(store, person({ raw_attributes: { password: 'hunter2hunter2' } }))
  const preview = shareCommands['share.preview'].output.parse(
    await sharing(store).preview({ eventIds: [id], redaction: ALL })
  )
  expect(preview.events).toBe(1)
  expect(preview.before).toContain('"email": "ann.archer@acme.com"')
  expect(preview.after).toMatch(/"email": "[a-z]{9}\.[a-z]{9}@[a-z]{9}\.example"/)
  expect(preview.replaced).toContainEqual({
    label: 'data.name',
    kind: 'person',
    before: 'Ann Archer',
    after: expect.stringMatching(/^[A-Z][a-z]{8} [A-Z][a-z]{8}$/) as unknown
  })
  expect(preview.replaced).toContainEqual({
    label: 'data.raw_attributes.password',
    kind: 'secret',
    before: '…',
    after: '[redacted]'
  })
  expect(preview.replaced.map(({ label }) => label)).toContain('header Authorization')
  expect(JSON.stringify(preview.replaced)).not.toMatch(/hunter2|let-me-in/)
})

it('previews the beginning of 10 MB, whose share is whole and redacted to the end', async () => {
  const store = await openStore()
  const members = Array.from({ length: 100_000 }, (_, index) => ({
    id: `diruser_${112860252122130000n + BigInt(index)}`,
    email: `ann.archer.${index}@acme.com`,
    given_name: `Ann${index}`
  }))
  const id = await keep(store, person({ members, last: 'ann.archer@acme.com' }))
  const small = await keep(store, person())
  const preview = await sharing(store).preview({ eventIds: [id, small], redaction: ALL })
  expect(preview).toMatchObject({ events: 1, cut: 1 })
  expect(preview.before).toContain('ann.archer.1@acme.com')
  expect(preview.before.length + preview.after.length).toBeLessThan(250_000)
  expect(preview.after).not.toMatch(/ann\.archer|@acme|diruser_11286025212213/i)
  expect(preview.replaced.length).toBeGreaterThan(400)
  // Some of them: the share of all would be a test of patience.
  const whole = await keep(store, person({ members: members.slice(0, 1_600), last: 'ann.archer@acme.com' }))
  expect(await sharing(store).preview({ eventIds: [whole], redaction: ALL })).toMatchObject({ cut: 1 })
  const { text } = await shareAll(store, { eventIds: [whole], redaction: ALL, format: 'ndjson' })
  const [line] = linesOf(text)
  const { data } = JSON.parse(line?.body ?? '') as { data: { members: unknown[]; last: string } }
  expect(data.members).toHaveLength(1_600)
  expect(data.last).toMatch(/\.example$/)
  expect(text).not.toMatch(/ann\.archer|@acme|diruser_11286025212213/i)
})

it('shares what a preview has shown when it begins where that says', async () => {
  const store = await openStore()
  const ids = [await keep(store, person()), await keep(store, person({ title: 'x' }))]
  for (const selection of [{ eventIds: ids.toReversed() }, {}]) {
    const { after, start } = await sharing(store).preview({ ...selection, redaction: ALL })
    let [text, from]: [string, string | null] = ['', start]
    while (from !== null) {
      const piece = await sharing(store).export({
        ...selection,
        redaction: ALL,
        format: 'ndjson',
        after: from
      })
      text += piece.text
      from = piece.next
    }
    const lines = linesOf(text)
    expect(lines).toHaveLength(2)
    expect(secretIn(text)).toMatch(/^whsec_/)
    expect(lines.map(({ body }) => JSON.parse(body!) as unknown)).toContainEqual(JSON.parse(after))
  }
})

it('redacts and compares large bodies apart', async () => {
  const store = await openStore()
  apart = 0
  await keep(store, person({ bio: 'word '.repeat(50_000) }))
  await keep(store, person({ bio: 'word '.repeat(50_000), department: 'x' }))
  const { text } = await shareAll(store, { redaction: ALL, format: 'html' })
  expect(apart).toBe(3)
  expect(text).toContain('<td>data.department')
})

it('says in one sentence what it cannot share', async () => {
  const store = await openStore()
  const { export: shareSome, preview } = sharing(store)
  const refuse = (change: Partial<Input>) =>
    expect(shareSome({ redaction: ALL, format: 'ndjson', ...change })).rejects
  await refuse({ eventIds: ['evt_x'], query: 'x' }).toThrow('not both')
  await refuse({ eventIds: ['evt_none'] }).toThrow('evt_none')
  await refuse({ after: 'x.1' }).toThrow('`after` must be the `next`')
  await refuse({ query: 'is:rejected' }).toThrow('no events')
  await refuse({ redaction: { ...ALL, paths: ['a b'] } }).toThrow('"a b" is no path')
  await expect(preview({ redaction: { ...ALL, paths: ['['] } })).rejects.toThrow('is no path')
  expect(await preview({ redaction: ALL })).toMatchObject({ events: 0, replaced: [], before: '', after: '' })
  expect((await shareAll(store, { redaction: ALL, format: 'html' })).text).toMatch(/<\/html>\n$/)
})
