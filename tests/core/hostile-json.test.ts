import { Worker } from 'node:worker_threads'
import { afterEach, expect, it } from 'vitest'
import { post, SECRET, signed, userEvent } from '../support/signed-request.ts'
import { openTempCore, type TempCore } from '../support/temp-core.ts'

let opened: TempCore | null = null
afterEach(async () => {
  await opened?.close()
  opened = null
})

/** Both the store's worker and that of a diff end when they need more than this; a test fails when one does. */
const HEAP_MB = 400

async function open() {
  const workers: Worker[] = []
  const crashes: unknown[] = []
  const startStoreWorker = () => {
    const worker = new Worker(new URL('../../src/main/core/store/worker.ts', import.meta.url), {
      resourceLimits: { maxOldGenerationSizeMb: HEAP_MB }
    })
    worker.on('error', (error) => crashes.push(error))
    workers.push(worker)
    return worker
  }
  opened = await openTempCore({ sessionSecrets: [SECRET] }, { startStoreWorker })
  return { core: opened.core, url: await opened.receiverUrl(), crashes }
}

const DEPTH = 100_000
const many = (count: number, piece: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => piece(index))
const event = (id: string, data: string) => `{"id":"${id}","type":"hostile.made","data":${data}}`

/** Two bodies each, which differ a little: the second is compared with the first. */
const bodies: [string, (id: string, version: number) => string][] = [
  [
    'arrays 100,000 levels deep',
    (id, version) => event(id, `${'['.repeat(DEPTH)}${version}${']'.repeat(DEPTH)}`)
  ],
  [
    'objects 100,000 levels deep',
    (id, version) => event(id, `${'{"data":'.repeat(DEPTH)}${version}${'}'.repeat(DEPTH)}`)
  ],
  ['numbers of a million digits', (id, version) => event(id, `[${'7'.repeat(1_000_000)}${version}]`)],
  [
    'numbers beyond every range',
    (id, version) =>
      event(id, `[1e400,-1e400,1e-400,-0,0.${'0'.repeat(5_000)}1,9007199254740993,${version}e999999999]`)
  ],
  ['keys that repeat', (id, version) => event(id, `{"a":1,"a":2,"id":"x","id":"y","a":${version}}`)],
  ['lone surrogates', (id, version) => event(id, `{"\\ud800":"\\udfff","name":"\\ud83d${version}"}`)],
  [
    'keys that are names of the language',
    (id, version) =>
      event(
        id,
        `{"__proto__":{"polluted":${version}},"constructor":{"prototype":{"polluted":1}},"toString":null,"hasOwnProperty":1}`
      )
  ],
  [
    'language names beside the id',
    (id, version) => `{"__proto__":{"id":"evt_other","polluted":1},"id":"${id}","type":"x","data":${version}}`
  ],
  [
    '100,000 keys',
    (id, version) => event(id, `{${many(DEPTH, (index) => `"k${index}":${index * version}`).join()}}`)
  ],
  [
    '100,000 members',
    (id, version) => event(id, `[${many(DEPTH, (index) => `{"id":${index * version}}`).join()}]`)
  ],
  ['a byte order mark', (id, version) => `\uFEFF${event(id, String(version))}`],
  ['a string of 9 MB', (id, version) => event(id, `"${'é'.repeat(4_500_000)}${version}"`)],
  [
    'types that are no types',
    (id, version) => `{"id":"${id}","type":[],"data":${version},"occurred_at":{},"object":1e400}`
  ]
]

it.each(bodies)('stores, shows and compares %s', async (_name, make) => {
  const { core, url, crashes } = await open()
  const ids = ['evt_hostile_1', 'evt_hostile_2'] as const
  for (const [index, id] of ids.entries()) {
    const request = signed(make(id, index + 1))
    expect((await post(url, request)).status).toBe(200)
    const { rows } = await core.events.list({ limit: 9 })
    expect(rows).toHaveLength(index + 1)
    expect(rows[0]!.id).toBe(id)
    const stored = await core.events.body({ id: rows[0]!.id, offset: 0, form: 'arrived' })
    expect(stored.content === request.body).toBe(true)
    expect(stored.bytes).toBe(Buffer.byteLength(request.body))
  }
  const [later, earlier] = (await core.events.list({ limit: 9 })).rows
  const { rows } = await core.events.diff({ from: earlier!.id, to: later!.id })
  expect(rows.length).toBeGreaterThan(0)
  expect((await core.deliveries.list({ limit: 9 })).rows.map((row) => row.verdict)).toEqual([
    'verified',
    'verified'
  ])
  expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false)
  expect((await post(url, signed(userEvent()))).status).toBe(200)
  expect(crashes).toEqual([])
})

it.each([
  ['nothing at all', ''],
  ['text that is no JSON', 'hello'],
  ['JSON that stops', '{"id":"evt_cut","data":{'],
  ['a bare number', '1e400'],
  ['null', 'null']
])('makes an event without a name of a signed body that tells nothing: %s', async (_, body) => {
  const { core, url, crashes } = await open()
  const request = signed(body)
  expect((await post(url, request)).status).toBe(200)
  const [delivery] = (await core.deliveries.list({ limit: 9 })).rows
  expect(delivery).toMatchObject({
    verdict: 'verified',
    bodyBytes: body.length,
    eventId: request.headers['webhook-id'],
    claimedType: null
  })
  expect(await core.deliveries.body({ id: delivery!.id, offset: 0, form: 'arrived' })).toMatchObject({
    content: body,
    bytes: body.length
  })
  expect((await post(url, signed(userEvent()))).status).toBe(200)
  expect(crashes).toEqual([])
})

it('keeps bytes that are no text as they are, and takes them for no event', async () => {
  const { core, url } = await open()
  const { headers } = signed(event('evt_bytes', '""'))
  const body = Buffer.concat([
    Buffer.from('{"id":"evt_bytes","type":"'),
    Buffer.from([0xff, 0xc0, 0xed, 0xa0, 0x80, 0]),
    Buffer.from('"}')
  ])
  expect((await post(url, { headers, body })).status).toBe(401)
  const [delivery] = (await core.deliveries.list({ limit: 9 })).rows
  expect(delivery).toMatchObject({ verdict: 'rejected', eventId: null })
  const stored = await core.deliveries.body({ id: delivery!.id, offset: 0, form: 'arrived' })
  expect(stored).toMatchObject({ encoding: 'base64', bytes: body.length })
  expect(Buffer.from(stored.content, 'base64').equals(body)).toBe(true)
})
