import { createHmac } from 'node:crypto'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { afterEach, expect, it } from 'vitest'
import catalogue from '../../resources/scalekit-events.json' with { type: 'json' }
import { OTHER_SECRET, post, SECRET, signed, userEvent } from '../support/signed-request.ts'
import { openTempCore, type TempCore } from '../support/temp-core.ts'

let opened: TempCore | null = null
afterEach(async () => {
  await opened?.close()
  opened = null
})

const open = async (secrets: string[] = [SECRET]) => {
  opened = await openTempCore({ sessionSecrets: secrets })
  return { ...opened, url: `${await opened.receiverUrl()}/api/webhook/user-access` }
}
const rejected = async ({ core }: TempCore) =>
  (await core.deliveries.list({ verdict: 'rejected', limit: 10 })).rows
const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000)

it('accepts every event of the catalogue, variants included, and makes each one event', async () => {
  const { core, url } = await open()
  const examples = catalogue.flatMap((entry) => [
    entry.example,
    ...('variants' in entry && entry.variants ? entry.variants.map((variant) => variant.example) : [])
  ])
  for (const example of examples) {
    const answer = await post(url, signed(example))
    expect(answer.status, JSON.stringify(example)).toBe(200)
  }
  const ids = new Set(examples.map((example) => ('id' in example ? example.id : null)))
  expect(examples.length).toBeGreaterThan(52)
  const { rows } = await core.events.list({ limit: 500 })
  const withId = [...ids].filter((id) => id !== null)
  expect(rows.map((row) => row.id)).toEqual(expect.arrayContaining(withId))
  for (const row of rows) {
    expect(row.label, row.type).not.toBeNull()
    expect(row.entityId, row.type).not.toBeNull()
  }
})

it('stores what arrived byte by byte, with headers in their order, case and repetition', async () => {
  const { core, url } = await open()
  const { headers, body } = signed(
    '{"id":"evt_1", "type":"x","data":{"n":9007199254740993,"n":1.0,"t":"\\u0026"}}\n'
  )
  await post(url, { headers: { 'X-Twice': ['b', 'a'], ...headers, 'X-LAST': '1' }, body })
  const stored = await core.events.body({ id: 'evt_1', offset: 0, form: 'arrived' })
  expect(stored).toMatchObject({ content: body, encoding: 'utf8', next: null })
  const { delivery } = await core.events.get({ id: 'evt_1' })
  expect(delivery.headers.map(([name]) => name).filter((name) => /^x-/i.test(name))).toEqual([
    'X-Twice',
    'X-Twice',
    'X-LAST'
  ])
  expect(delivery.headers.filter(([name]) => name === 'X-Twice').map(([, value]) => value)).toEqual([
    'b',
    'a'
  ])
})

it('verifies a compressed body on the bytes that arrived, and shows what is in it', async () => {
  const { core, url } = await open()
  const text = JSON.stringify(userEvent({ id: 'evt_packed' }))
  for (const [coding, packed] of [
    ['gzip', gzipSync(text)],
    ['br', brotliCompressSync(text)]
  ] as const) {
    const timestamp = String(Math.floor(Date.now() / 1000))
    const sign = (bytes: Buffer) =>
      createHmac('sha256', Buffer.from(SECRET.slice('whsec_'.length), 'base64'))
        .update(`msg_${coding}.${timestamp}.`)
        .update(bytes)
        .digest('base64')
    const headers = {
      'content-encoding': coding,
      'webhook-id': `msg_${coding}`,
      'webhook-timestamp': timestamp
    }
    const genuine = { ...headers, 'webhook-signature': `v1,${sign(packed)}` }
    expect((await post(url, { headers: genuine, body: packed })).status).toBe(200)
    const forged = { ...headers, 'webhook-signature': `v1,${sign(Buffer.from('other'))}` }
    expect((await post(url, { headers: forged, body: packed })).status).toBe(401)
    // Without a content coding such bytes are no text that the SDK could have checked.
    const { 'content-encoding': _coding, ...bare } = genuine
    expect((await post(url, { headers: bare, body: packed })).status).toBe(401)
  }
  const detail = await core.events.get({ id: 'evt_packed' })
  expect(detail).toMatchObject({
    type: 'organization.directory.user_updated',
    deliveryCount: 2,
    conflict: true
  })
  expect(detail.delivery.explanation.warnings).toContainEqual(expect.stringMatching(/compressed \(gzip\)/))
  const shown = await core.events.body({ id: 'evt_packed', offset: 0, form: 'decoded' })
  expect(shown).toMatchObject({ content: text, decoded: 'gzip' })
})

const refusals: [string, string, string, () => ReturnType<typeof signed>][] = [
  [
    'a changed body',
    'invalid_signature',
    'Invalid Signature',
    () => ({ ...signed(userEvent()), body: '{"forged":true}' })
  ],
  [
    'another secret',
    'invalid_signature',
    'Invalid Signature',
    () => signed(userEvent(), { secret: OTHER_SECRET })
  ],
  [
    'an old timestamp',
    'too_old',
    'Message timestamp too old',
    () => signed(userEvent(), { at: minutesAgo(6) })
  ],
  [
    'a future timestamp',
    'too_new',
    'Message timestamp too new',
    () => signed(userEvent(), { at: minutesAgo(-6) })
  ],
  ['no signature', 'missing_headers', 'Missing required headers', () => ({ headers: {}, body: '{}' })],
  [
    'a timestamp that is no number',
    'invalid_headers',
    'Invalid Signature Headers',
    () => {
      const { headers, body } = signed(userEvent())
      return { headers: { ...headers, 'webhook-timestamp': 'today' }, body }
    }
  ],
  [
    'a malformed signature before the good one, as the SDK does',
    'invalid_signature',
    'Invalid Signature',
    () => {
      const { headers, body } = signed(userEvent())
      return {
        headers: { ...headers, 'webhook-signature': `v1,c2hvcnQ= ${headers['webhook-signature']}` },
        body
      }
    }
  ]
]

it.each(refusals)('rejects %s and keeps it apart from events', async (_what, code, message, request) => {
  const { core, url } = await open()
  const answer = await post(url, request())
  expect(answer.status).toBe(401)
  expect(JSON.parse(answer.text)).toMatchObject({ ok: false, error: message })
  expect(await rejected(opened!)).toMatchObject([
    { verdict: 'rejected', reason: { code, message }, status: 401, eventId: null }
  ])
  expect((await core.events.list({ limit: 10 })).rows).toEqual([])
  const [delivery] = await rejected(opened!)
  const { explanation } = await core.deliveries.get({ id: delivery!.id })
  expect(explanation.headline).not.toBe('')
  expect(explanation.fix).not.toBeNull()
})

it('accepts a good signature before one of another secret, and any of several secrets', async () => {
  const { core, url } = await open([OTHER_SECRET, SECRET])
  const event = userEvent()
  const one = signed(event)
  const other = signed(event, { secret: OTHER_SECRET, id: one.headers['webhook-id']! })
  const both = `${one.headers['webhook-signature']} ${other.headers['webhook-signature']}`
  const answer = await post(url, { ...one, headers: { ...one.headers, 'webhook-signature': both } })
  expect(answer.status).toBe(200)
  const second = await post(url, signed(userEvent()))
  expect(second.status).toBe(200)
  const { rows } = await core.events.list({ limit: 10 })
  const { delivery } = await core.events.get({ id: rows[0]!.id })
  const [, itsOwn] = (await core.secrets.list({})).rows
  expect(delivery.secret).toMatchObject({ id: itsOwn!.id, lastFour: SECRET.slice(-4) })
})

it('keeps deliveries unchecked until a secret explains them, judging them by their time of receipt', async () => {
  let now = Date.now()
  opened = await openTempCore({}, { clock: { now: () => now } })
  const { core } = opened
  const url = await opened.receiverUrl()
  const event = userEvent()
  const answer = await post(url, signed(event))
  expect(answer.status).toBe(202)
  expect((await post(url, signed(userEvent(), { secret: OTHER_SECRET }))).status).toBe(202)
  expect((await core.deliveries.list({ verdict: 'unchecked', limit: 10 })).rows).toHaveLength(2)
  now += 3_600_000

  const added = await core.secrets.add({
    kind: 'signing',
    value: ` export SCALEKIT_WEBHOOK_SECRET="${SECRET}" `
  })
  expect(added.promoted).toBe(1)
  expect(added.notes).toHaveLength(3)
  expect((await core.events.list({ limit: 10 })).rows.map((row) => row.id)).toEqual([event.id])
  expect((await core.deliveries.list({ verdict: 'unchecked', limit: 10 })).rows).toHaveLength(1)
  expect(await core.stats.summary({})).toMatchObject({ events: 1, verified: 1, unchecked: 1, rejected: 0 })
  expect(JSON.stringify(await core.secrets.list({}))).not.toContain(SECRET)
})

it('turns a rejected delivery into an event when its own secret is added later, but not a stale one', async () => {
  const { core, url } = await open([OTHER_SECRET])
  await post(url, signed(userEvent()))
  await post(url, signed(userEvent(), { at: minutesAgo(10) }))
  expect(await rejected(opened!)).toHaveLength(2)
  expect((await core.secrets.add({ kind: 'signing', value: SECRET })).promoted).toBe(1)
  expect(await rejected(opened!)).toMatchObject([{ reason: { code: 'too_old' } }])
})

it('shows the first delivery of an event, also when that one is promoted last', async () => {
  const { core, url } = await open([OTHER_SECRET])
  const event = userEvent({ data: { id: 'u', name: 'First Name' } })
  await post(url, signed(event))
  const [first] = await rejected(opened!)
  await post(url, signed({ ...event, data: { id: 'u', name: 'Second Name' } }, { secret: OTHER_SECRET }))
  expect((await core.events.list({ limit: 1 })).rows[0]).toMatchObject({
    label: 'Second Name',
    deliveryCount: 1
  })
  await core.secrets.add({ kind: 'signing', value: SECRET })
  const detail = await core.events.get({ id: event.id })
  expect(detail).toMatchObject({ label: 'First Name', deliveryCount: 2, delivery: { id: first!.id } })
  expect(detail.firstSeenAt).toBe(detail.delivery.receivedAt)
})

it('says of an unchecked delivery that no stored secret explains it', async () => {
  const { core, url } = await open([])
  const { text } = await post(url, signed(userEvent(), { secret: OTHER_SECRET }))
  const { id } = JSON.parse(text) as { id: string }
  const causes = async () => (await core.deliveries.get({ id })).explanation.causes.map((cause) => cause.code)
  expect(await causes()).toContain('no_secret_stored')
  await core.secrets.add({ kind: 'signing', value: SECRET })
  expect(await causes()).not.toContain('no_secret_stored')
  expect((await core.deliveries.get({ id })).verdict).toBe('unchecked')
})

it('folds repeated deliveries under one event', async () => {
  const { core, url } = await open()
  const event = userEvent()
  await post(url, signed(event))
  await post(url, signed(event))
  expect((await core.events.list({ limit: 10 })).rows).toMatchObject([{ id: event.id, deliveryCount: 2 }])
  expect((await core.deliveries.list({ eventId: event.id, limit: 10 })).rows).toHaveLength(2)
})

it('keeps a signed body that is not JSON under its delivery id', async () => {
  const { core, url } = await open()
  expect((await post(url, signed('{"id": tru', { id: 'msg_broken' }))).status).toBe(200)
  expect((await core.events.list({ limit: 10 })).rows).toMatchObject([{ id: 'msg_broken', type: 'unknown' }])
})

it.each([
  ['nothing_here', 'starts with whsec_'],
  ['whsec_abc-def_ghi', 'base64url'],
  ['whsec_%%%', 'base64'],
  ['whsec_one two', 'more than one word'],
  ['  ', 'nothing to store']
])('refuses the secret %j in a sentence', async (value, sentence) => {
  const { core } = await open([])
  await expect(core.secrets.add({ kind: 'signing', value })).rejects.toMatchObject({
    code: 'invalid_input',
    message: expect.stringContaining(sentence)
  })
  expect((await core.secrets.list({})).rows).toEqual([])
})
