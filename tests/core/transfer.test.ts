import { createHmac } from 'node:crypto'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { gzipSync } from 'node:zlib'
import Database from 'better-sqlite3'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { HeaderPair } from '../../src/shared/models.ts'
import { createRouter } from '../../src/main/core/endpoints/endpoint-path.ts'
import { DEFAULT_FORWARDING } from '../../src/main/core/endpoints/forward-plan.ts'
import { loadScalekitVerifier, type SdkVerifier } from '../../src/main/core/signatures/scalekit.ts'
import { openStoreClient, type Store } from '../../src/main/core/store/client.ts'
import { EXPORTED } from '../../src/main/core/store/export.ts'
import { SAME_TIME } from '../../src/main/core/store/import.ts'
import { openStore } from '../../src/main/core/store/open.ts'
import { createOperations, type StoreOperations } from '../../src/main/core/store/operations.ts'
import type { CapturedDelivery } from '../../src/main/core/store/deliveries.ts'
import { createExport } from '../../src/main/core/transfer/export.ts'
import { createImport } from '../../src/main/core/transfer/import.ts'
import { captured } from '../support/captured.ts'
import { OTHER_SECRET, SECRET } from '../support/signed-request.ts'
import { orphansOf, totalsOf } from '../support/store-tables.ts'
import { createTempDir } from '../support/temp-dir.ts'
import { openTempStore } from '../support/temp-store.ts'

const AT = Date.UTC(2026, 9, 1)
const ANSWERS = { verified: 200, unchecked: 202, rejected: 401 }

let verifier: SdkVerifier
beforeAll(async () => {
  verifier = await loadScalekitVerifier()
})

const opened: Peer[] = []
afterEach(async () => {
  for (const peer of opened.splice(0)) await peer.close()
})

interface Peer {
  readonly store: Store
  readonly file: string
  readonly export: ReturnType<typeof createExport>
  readonly import: ReturnType<typeof createImport>
  /** Waits until the search index has everything. */
  settled(): Promise<void>
  read<T>(look: (db: Database.Database) => T): T
  close(): Promise<void>
}

/** A store with its thread, and what moves deliveries in and out of it. */
async function openPeer({
  secret = SECRET,
  paths = [],
  fill = () => undefined
}: {
  secret?: string | null
  paths?: readonly string[]
  /** Puts into the store what is there before its thread starts. */
  fill?: (operations: StoreOperations) => void
} = {}): Promise<Peer> {
  const dir = createTempDir()
  const own = openStore(dir.path)
  fill(createOperations(own, () => undefined))
  own.close()
  const store = await openStoreClient(
    () => new Worker(new URL('../../src/main/core/store/worker.ts', import.meta.url)),
    dir.path,
    (problem) => expect.unreachable(problem)
  )
  for (const path of paths) {
    const fields = {
      name: path,
      path,
      forwardTargets: [],
      forwarding: DEFAULT_FORWARDING,
      answers: ANSWERS,
      decisions: {}
    }
    await store.call('insertEndpoint', { fields, createdAt: AT })
  }
  const endpoints = await store.call('listEndpoints')
  const known = { label: '', lastFour: '', endpointId: null }
  const signing = [
    ...(secret === null ? [] : [{ ...known, id: 'session_1', value: secret, sample: false }]),
    { ...known, id: 'sec_sample', value: OTHER_SECRET, sample: true }
  ]
  const file = join(dir.path, 'inspector.db')
  const peer: Peer = {
    store,
    file,
    export: createExport(store),
    import: createImport({
      store,
      clock: { now: () => Date.now() },
      endpoints: { match: (target) => createRouter(endpoints)(target) ?? endpoints[0]! },
      secrets: { signing: () => signing },
      verifier: async () => verifier
    }),
    async settled() {
      while ((await store.call('stats')).unindexed > 0);
    },
    read(look) {
      const db = new Database(file, { readonly: true })
      try {
        return look(db)
      } finally {
        db.close()
      }
    },
    async close() {
      await store.close()
      dir.remove()
    }
  }
  opened.push(peer)
  return peer
}

type Arrival = { delivery: CapturedDelivery; body: Buffer }

/** A signed delivery as the receiver hands it to the store: verified by the session's secret. */
function signedDelivery(payload: unknown, change: Partial<CapturedDelivery> = {}): Arrival {
  const { body, delivery } = captured(payload)
  const { receivedAt = AT, headers = [], kind = 'webhook', webhookId = 'msg_1' } = change
  const seconds = String(Math.floor(receivedAt / 1000))
  const key = Buffer.from((change.sample ? OTHER_SECRET : SECRET).slice('whsec_'.length), 'base64')
  // Over the text that a handler would read, whatever the bytes: so do the SDKs.
  const digest = createHmac('sha256', key)
    .update(`${webhookId}.${seconds}.${body.toString()}`)
    .digest('base64')
  const signature: HeaderPair[] = [
    [`${kind}-id`, webhookId ?? ''],
    [`${kind}-timestamp`, seconds],
    [`${kind}-signature`, `v1,${digest}`]
  ]
  const all = [...delivery.headers, ...headers, ...signature]
  return {
    body,
    delivery: {
      ...delivery,
      secretId: change.sample ? 'sec_sample' : 'session_1',
      ...change,
      webhookId,
      receivedAt,
      headers: all
    }
  }
}
const event = (id: string, change: object = {}) => ({
  id,
  type: 'user.login',
  organization_id: 'org_1',
  data: { id: 'usr_1', name: 'Ada "Countess" Lovelace' },
  ...change
})
const rejected = {
  verdict: 'rejected',
  reasonCode: 'invalid_signature',
  reasonMessage: 'Invalid Signature',
  secretId: null,
  status: 401
} as const

const put = (peer: Peer, ...arrivals: Arrival[]) =>
  Promise.all(arrivals.map(({ delivery, body }) => peer.store.capture(delivery, body)))

async function exportAll(peer: Peer, query?: string, maxBytes = 1_000_000): Promise<string> {
  let text = ''
  for (let after: string | null | undefined; after !== null;) {
    const piece = await peer.export({ query, after, maxBytes })
    text += piece.text
    after = piece.next
  }
  return text
}
const linesOf = (text: string) =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>)
const idsNow = async (peer: Peer, query?: string) =>
  (await peer.store.call('listEvents', { query, limit: 500 })).rows.map(({ id }) => id)

describe('an export', () => {
  it('has every delivery with its bytes, then what belongs to its event', async () => {
    const peer = await openPeer()
    const bytes = Buffer.from([0, 255, 128, 10])
    await put(
      peer,
      signedDelivery(event('evt_1'), {
        receivedAt: AT,
        headers: [
          ['X-Odd', 'a'],
          ['x-odd', 'b']
        ]
      }),
      signedDelivery(event('evt_2'), { receivedAt: AT + 1 }),
      signedDelivery(event('evt_1'), { receivedAt: AT + 2 }),
      { ...captured(bytes, { ...rejected, receivedAt: AT + 3 }) }
    )
    await peer.store.call('starEvents', { ids: ['evt_1'], starred: true })
    await peer.store.call('noteEvent', { id: 'evt_1', text: 'look\nhere' })
    const [header, first, second, third, mark, fourth, ...rest] = linesOf(await exportAll(peer))
    expect(header).toEqual({ format: 'webhook-inspector', version: 1 })
    expect(first).toMatchObject({ receivedAt: AT, body: JSON.stringify(event('evt_1')), verdict: 'verified' })
    expect(first?.['headers']).toContainEqual(['x-odd', 'b'])
    expect(second).toMatchObject({ receivedAt: AT + 1, endpoint: { name: 'Default', path: '/' } })
    expect(third).toMatchObject({ receivedAt: AT + 2 })
    expect(mark).toEqual({ event: 'evt_1', starred: true, note: 'look\nhere' })
    expect(fourth).toMatchObject({
      bodyBase64: bytes.toString('base64'),
      bodyBytes: 4,
      reason: { code: 'invalid_signature', message: 'Invalid Signature' }
    })
    expect(rest).toEqual([])
  })

  it('leaves out what headers carry to let somebody in', async () => {
    const peer = await openPeer()
    const secrets: HeaderPair[] = [
      ['Authorization', 'Bearer of-the-ring'],
      ['COOKIE', 'id=of-the-ring'],
      ['X-Api-Key', 'of-the-ring'],
      ['x-auth-token', 'of-the-ring']
    ]
    await put(peer, signedDelivery(event('evt_1'), { headers: secrets }))
    const { id } = await peer.store.call('startAttempt', {
      replayId: null,
      kind: 'replay',
      eventId: 'evt_1',
      target: 'http://127.0.0.1:1/',
      mode: 'resign',
      startedAt: AT,
      requestHeaders: secrets,
      warning: null
    })
    await peer.store.call('finishAttempt', {
      id,
      result: {
        outcome: 'answered',
        status: 200,
        durationMs: 1,
        error: null,
        responseHeaders: [['Set-Cookie', 'id=of-the-ring']],
        responseBody: null,
        responseTruncated: false
      }
    })
    const text = await exportAll(peer)
    expect(text).not.toContain('of-the-ring')
    expect(linesOf(text)[1]).toMatchObject({ redacted: true })
    expect(text).toContain('webhook-signature')
  })

  it('comes in pieces of any size that together are the same, each no larger than asked for', async () => {
    const peer = await openPeer()
    for (let n = 0; n < 40; n++) {
      await put(
        peer,
        signedDelivery(event(`evt_${n % 25}`, { n }), { receivedAt: AT + n, webhookId: `m${n}` })
      )
    }
    await peer.store.call('starEvents', { ids: ['evt_3', 'evt_24'], starred: true })
    for (const query of [undefined, 'ada', 'org:org_1 -id:evt_7']) {
      const whole = await exportAll(peer, query)
      for (const maxBytes of [1, 700, 1_500, 10_000]) {
        let text = ''
        for (let after: string | null | undefined; after !== null;) {
          const piece = await peer.export({ query, after, maxBytes })
          expect(piece.text.length <= maxBytes || piece.text.split('\n').length <= 3).toBe(true)
          text += piece.text
          after = piece.next
        }
        expect(text).toBe(whole)
      }
    }
  })

  it('says how many there are, where that is known', async () => {
    const peer = await openPeer()
    await put(
      peer,
      signedDelivery(event('evt_1')),
      signedDelivery(event('evt_1'), { webhookId: 'msg_2' }),
      captured('x', rejected)
    )
    expect(await peer.export({ maxBytes: 1_000_000 })).toMatchObject({ deliveries: 3, total: 3, next: null })
    expect(await peer.export({ query: 'evt_1', maxBytes: 1_000_000 })).toMatchObject({
      deliveries: 2,
      total: 0
    })
  })

  it('takes a filter, for events with all their deliveries or for deliveries without one', async () => {
    const peer = await openPeer()
    await put(
      peer,
      signedDelivery(event('evt_1'), { receivedAt: AT }),
      signedDelivery(event('evt_2', { type: 'user.signup' }), { receivedAt: AT + 1 }),
      signedDelivery(event('evt_3'), { receivedAt: AT + 2 }),
      signedDelivery(event('evt_1'), { receivedAt: AT + 3 }),
      captured('forged one', { ...rejected, receivedAt: AT + 4 }),
      captured('forged two', { ...rejected, receivedAt: AT + 5 })
    )
    const times = async (query: string) =>
      linesOf(await exportAll(peer, query)).flatMap((line) =>
        'receivedAt' in line ? [Number(line['receivedAt']) - AT] : []
      )
    expect(await times('type:user.login')).toEqual([2, 0, 3])
    expect(await times('is:rejected')).toEqual([5, 4])
    expect(await times('is:rejected one')).toEqual([4])
    await expect(peer.export({ query: 'colour:red', maxBytes: 1 })).rejects.toMatchObject({
      code: 'invalid_input'
    })
    await expect(peer.export({ after: 'x', maxBytes: 1 })).rejects.toMatchObject({ code: 'invalid_input' })
    await expect(peer.export({ query: 'ada', after: '1.2', maxBytes: 1 })).rejects.toMatchObject({
      code: 'invalid_input'
    })
  })
})

it.each(Object.entries({ ...EXPORTED, sameTime: SAME_TIME }))('reads %s through an index', (_name, sql) => {
  const temp = openTempStore()
  const plan = temp.store.db
    .prepare<unknown[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`)
    .all(...Array.from({ length: sql.split('?').length - 1 }, () => 1))
    .map(({ detail }) => detail)
  expect(plan[0]).toMatch(/^SEARCH/)
  expect(plan.join('\n')).not.toMatch(/TEMP B-TREE|AUTOMATIC/)
  temp.close()
})

describe('an import', () => {
  it('brings in as many equal deliveries as there were, and none of them twice', async () => {
    const [source, target] = [await openPeer(), await openPeer()]
    const copies = Array.from({ length: 25 }, () => captured('unsigned', { ...rejected, receivedAt: AT }))
    const repeats = Array.from({ length: 15 }, () => signedDelivery(event('evt_1'), { receivedAt: AT }))
    await put(source, ...copies, ...repeats)
    const text = await exportAll(source)
    expect(await target.import({ text, verdicts: 'recheck' })).toMatchObject({
      added: 40,
      known: 0,
      refused: []
    })
    expect(target.read(totalsOf)).toEqual(source.read(totalsOf))
    expect((await target.store.call('getEvent', 'evt_1')).summary.deliveryCount).toBe(15)
    expect(await target.import({ text, verdicts: 'recheck' })).toMatchObject({
      added: 0,
      known: 40,
      refused: []
    })
  })

  it('gives a delivery the place of its time, whatever number its line claims', async () => {
    const [source, target] = [await openPeer(), await openPeer()]
    await put(source, signedDelivery(event('evt_1'), { receivedAt: AT }))
    const [header, line] = linesOf(await exportAll(source))
    const text = [header, { ...line, id: 'del_91636924101999' }].map((one) => JSON.stringify(one)).join('\n')
    expect(await target.import({ text, verdicts: 'asRecorded' })).toMatchObject({ added: 1 })
    const { rows } = await target.store.call('listDeliveries', { limit: 5 })
    expect(rows.map((row) => row.id)).toEqual([line?.['id']])
  })

  /** Some of everything, in an order in which it might arrive. */
  async function fill(peer: Peer): Promise<void> {
    await put(
      peer,
      signedDelivery(event('evt_1'), { receivedAt: AT, webhookId: 'msg_1' }),
      signedDelivery(event('evt_2'), { receivedAt: AT + 1, webhookId: 'msg_2' }),
      signedDelivery(event('evt_1'), { receivedAt: AT + 2, webhookId: 'msg_1' }),
      captured('forged', { ...rejected, receivedAt: AT + 3 }),
      captured('too', {
        ...rejected,
        reasonCode: 'too_large',
        reasonMessage: 'The body is larger than the limit',
        bodyComplete: false,
        bodyBytes: 2_000,
        receivedAt: AT + 4
      }),
      signedDelivery(
        { trigger_point: 'PRE_SIGNUP' },
        {
          receivedAt: AT + 5,
          kind: 'interceptor',
          triggerPoint: 'PRE_SIGNUP',
          webhookId: 'int_1'
        }
      )
    )
    await peer.store.call('starEvents', { ids: ['evt_1'], starred: true })
    await peer.store.call('noteEvent', { id: 'evt_2', text: 'theirs' })
  }
  const load = (peer: Peer, text: string, verdicts: 'recheck' | 'asRecorded' = 'recheck') =>
    peer.import({ text, verdicts })
  const verdictsOf = async (peer: Peer) =>
    (await peer.store.call('listDeliveries', { limit: 100 })).rows.map(({ verdict, reason }) =>
      [verdict, reason?.code].filter(Boolean).join(' ')
    )

  it('adds nothing where everything is known, and changes nothing', async () => {
    const peer = await openPeer()
    await fill(peer)
    await peer.store.call('noteEvent', { id: 'evt_1', text: 'mine' })
    const text = await exportAll(peer)
    await peer.store.call('noteEvent', { id: 'evt_1', text: 'mine, changed' })
    expect(await load(peer, text)).toMatchObject({ added: 0, known: 6, refused: [] })
    expect((await peer.store.call('getEvent', 'evt_1')).note).toBe('mine, changed')
    expect(await peer.store.call('stats')).toMatchObject({
      events: 2,
      verified: 3,
      rejected: 2,
      interceptors: 1
    })
  })

  it('checks signatures again, and does not believe the file where no secret explains one', async () => {
    const [source, stranger, friend] = [await openPeer(), await openPeer({ secret: null }), await openPeer()]
    await fill(source)
    const text = await exportAll(source)
    expect(await load(friend, text)).toMatchObject({ added: 6, known: 0, refused: [] })
    expect(await verdictsOf(friend)).toEqual(await verdictsOf(source))
    expect(await idsNow(friend, 'is:starred')).toEqual(['evt_1'])
    const { added, refused } = await load(stranger, text)
    expect(added).toBe(6)
    expect(await verdictsOf(stranger)).toEqual([
      'unchecked imported',
      'rejected too_large',
      'rejected invalid_signature',
      'unchecked imported',
      'unchecked imported',
      'unchecked imported'
    ])
    expect(await idsNow(stranger)).toEqual([])
    expect(refused.map(({ reason }) => reason)).toEqual([
      'There is no verified event evt_2 here that this could belong to.',
      'There is no verified event evt_1 here that this could belong to.'
    ])
    // Once the secret is here, they are candidates like any other.
    const candidates = await stranger.store.call('candidates', {
      kind: 'webhook',
      verdict: 'unchecked',
      afterRow: 0,
      limit: 10
    })
    expect(candidates).toHaveLength(3)
  })

  it('believes the file where it is told to', async () => {
    const [source, stranger] = [await openPeer(), await openPeer({ secret: null })]
    await fill(source)
    expect(await load(stranger, await exportAll(source), 'asRecorded')).toMatchObject({
      added: 6,
      refused: []
    })
    expect(await verdictsOf(stranger)).toEqual(await verdictsOf(source))
    expect(await idsNow(stranger)).toEqual(['evt_2', 'evt_1'])
  })

  it('is not fooled by a line that claims to be verified', async () => {
    const [source, target] = [await openPeer(), await openPeer()]
    await put(source, signedDelivery(event('evt_1')))
    const text = (await exportAll(source)).replace('Ada', 'Eve')
    await load(target, text)
    expect(await verdictsOf(target)).toEqual(['unchecked imported'])
  })

  it('puts what it adds among what is there by its time, to be found like all else', async () => {
    const [source, target] = [await openPeer(), await openPeer()]
    await put(
      source,
      signedDelivery(event('evt_old', { data: { id: 'usr_9', name: 'Grace' } }), { receivedAt: AT })
    )
    await put(target, signedDelivery(event('evt_new'), { receivedAt: AT + 1_000 }))
    await target.settled()
    await load(target, await exportAll(source))
    expect(await idsNow(target)).toEqual(['evt_new', 'evt_old'])
    expect(await idsNow(target, 'grace')).toEqual(['evt_old'])
    await put(target, signedDelivery(event('evt_next'), { receivedAt: AT + 500 }))
    expect(await idsNow(target)).toEqual(['evt_next', 'evt_new', 'evt_old'])
  })

  it('unites: a star of the file counts, a note only where there is none', async () => {
    const [source, target] = [await openPeer(), await openPeer()]
    await fill(source)
    await put(target, signedDelivery(event('evt_1'), { receivedAt: AT, webhookId: 'msg_1' }))
    await put(target, signedDelivery(event('evt_2'), { receivedAt: AT + 1, webhookId: 'msg_2' }))
    await target.store.call('noteEvent', { id: 'evt_2', text: 'ours' })
    expect(await load(target, await exportAll(source))).toMatchObject({ added: 4, known: 2 })
    expect((await target.store.call('getEvent', 'evt_2')).note).toBe('ours')
    expect((await target.store.call('getEvent', 'evt_1')).summary).toMatchObject({
      starred: true,
      deliveryCount: 2
    })
  })

  it('gives the next number where another delivery has it, once and for all', async () => {
    const [source, target] = [await openPeer(), await openPeer()]
    await put(source, captured('theirs', { ...rejected, receivedAt: AT }))
    await put(target, captured('ours', { ...rejected, receivedAt: AT }))
    const text = await exportAll(source)
    expect(await load(target, text)).toMatchObject({ added: 1, known: 0 })
    expect(await load(target, text)).toMatchObject({ added: 0, known: 1 })
    expect(await load(source, await exportAll(target))).toMatchObject({ added: 1, known: 1 })
    const ids = (await target.store.call('listDeliveries', { limit: 10 })).rows.map(({ id }) =>
      Number(id.slice(4))
    )
    expect(ids[0]! - ids[1]!).toBe(1)
  })

  it('brings back what was deleted a moment ago', async () => {
    const peer = await openPeer()
    await fill(peer)
    const text = await exportAll(peer)
    await peer.store.call('deleteEvents', ['evt_1'])
    expect(await load(peer, text)).toMatchObject({ added: 1, known: 5 })
    expect(await idsNow(peer)).toEqual(['evt_2', 'evt_1'])
  })

  it('names each line that it cannot take, and takes the others', async () => {
    const [source, target] = [await openPeer(), await openPeer()]
    await put(source, signedDelivery(event('evt_1')))
    const good = linesOf(await exportAll(source))[1]!
    const line = (change: object) => JSON.stringify({ ...good, ...change })
    const lines: [string, RegExp | null][] = [
      ['{"format":"webhook-inspector","version":1}', null],
      ['{"format":"webhook-inspector","version":2}', /newer version of Webhook Inspector .* Update the app/],
      ['{"format":"har"}', /not the first line of an export/],
      ['', null],
      ['{"id":"del_1"', /not JSON.*cut off/],
      ['[1]', /not a JSON object/],
      ['7', /not a JSON object/],
      [`${'['.repeat(100_000)}${']'.repeat(100_000)}`, /not a JSON object/],
      [line({ receivedAt: '1' }), /receivedAt: /],
      [line({ surprise: 1 }), /surprise/],
      [line({ verdict: 'fine' }), /verdict: /],
      [line({ body: 'short' }), /has 5 bytes where bodyBytes says/],
      [line({ body: undefined }), /body or a bodyBase64, one of them/],
      [line({ body: undefined, bodyBase64: 'no base64!', bodyBytes: 6 }), /not base64/],
      [line({ body: '\ud800', bodyBytes: 3 }), /half a character/],
      [line({ id: 'del_x' }), /id: must look like del_42/],
      [
        line({ reason: { code: 'too_old', message: '' } }),
        /reason: belongs to a delivery that is not verified/
      ],
      [line({ bodyComplete: false }), /nothing can verify a part/],
      [line({ webhookId: 'msg_other' }), /webhookId: is not the one in the headers/],
      [line({ receivedAt: Date.now() + 2 * 86_400_000 }), /in the future/],
      [line({ headers: Array.from({ length: 5_001 }, () => ['a', 'b']) }), /headers: /],
      ['{"event":"evt_none","starred":true,"note":null}', /There is no verified event evt_none/],
      ['{"attempt":{"eventId":"evt_1"}}', /attempt\./],
      [line({ __proto__: null, id: 'del_7' }), null]
    ]
    const { added, known, refused } = await load(target, lines.map(([text]) => text).join('\n'))
    const reasons = new Map(refused.map(({ line: number, reason }) => [number, reason]))
    for (const [index, [text, reason]] of lines.entries()) {
      const given = reasons.get(index + 1)
      if (reason === null) expect(given, text).toBeUndefined()
      else expect(given, text.slice(0, 200)).toMatch(reason)
    }
    expect([added, known]).toEqual([1, 0])
    expect(JSON.stringify(refused)).not.toContain('Lovelace')
    expect(await load(target, '')).toMatchObject({ added: 0, known: 0, refused: [] })
    expect(await load(target, `\uFEFF${JSON.stringify(good)}\r\n`)).toMatchObject({ known: 1 })
  })

  it('gives a number by its time to a line whose number does not fit', async () => {
    const [source, target] = [await openPeer(), await openPeer()]
    await put(source, signedDelivery(event('evt_1'), { receivedAt: AT }))
    await put(source, signedDelivery(event('evt_2'), { receivedAt: AT + 1 }))
    const [, first, second] = linesOf(await exportAll(source))
    const odd = [
      { ...first, id: 'del_9007199254740991' },
      { ...second, id: 'del_1' }
    ]
    await load(target, odd.map((line) => JSON.stringify(line)).join('\n'))
    const ids = async (peer: Peer) =>
      (await peer.store.call('listDeliveries', { limit: 10 })).rows.map(({ id }) => id)
    expect(await ids(target)).toEqual(await ids(source))
  })
})

const EVENTS = 30_000
const AT_ONCE = 1_000

/** What arrives as the n-th: one event and, now and then, all else that there can be. */
function arrivalsOf(n: number): Arrival[] {
  const payload = {
    ...event(`evt_${n}`, { organization_id: `org_${n % 300}`, type: n % 3 ? 'user.login' : 'user.signup' }),
    data: { id: `usr_${n % 2_000}`, name: `Ada "${n}" Löwelace`, about: 'x'.repeat(n % 900) }
  }
  const change: Partial<CapturedDelivery> = {
    receivedAt: AT + n * 1_000,
    webhookId: `msg_${n}`,
    ...(n % 9 === 0 && { endpoint: 2, target: '/hooks/a' }),
    ...(n % 200 === 0 && { sample: true })
  }
  const later = (ms: number) => ({ ...change, receivedAt: AT + n * 1_000 + ms })
  const gzip: Partial<CapturedDelivery> = { headers: [['Content-Encoding', 'gzip']] }
  const arrivals = [
    n % 50 === 7
      ? signedDelivery(gzipSync(JSON.stringify(payload)), { ...change, ...gzip })
      : signedDelivery(payload, change)
  ]
  if (n % 20 === 3) arrivals.push(signedDelivery(payload, later(300)))
  if (n % 500 === 9) arrivals.push(signedDelivery({ ...payload, again: true }, later(400)))
  if (n % 25 === 4) arrivals.push(captured(`forged ${n}`, { ...rejected, ...later(500), secretId: null }))
  if (n % 40 === 5) {
    const unchecked = { verdict: 'unchecked', reasonCode: 'no_secret', reasonMessage: 'No secret' } as const
    const arrival = captured(Buffer.from([n % 256, 255, 254]), { ...rejected, ...unchecked, ...later(600) })
    arrivals.push({ ...arrival, delivery: { ...arrival.delivery, webhookId: null } })
  }
  if (n % 100 === 11) {
    const trigger = { kind: 'interceptor', triggerPoint: 'PRE_SIGNUP', webhookId: `int_${n}` } as const
    arrivals.push(signedDelivery({ trigger_point: 'PRE_SIGNUP' }, { ...later(700), ...trigger }))
  }
  return arrivals.map((arrival) =>
    arrival.delivery.verdict === 'rejected'
      ? { ...arrival, delivery: { ...arrival.delivery, webhookId: null } }
      : arrival
  )
}

async function attempt(peer: Peer, eventId: string, startedAt: number): Promise<void> {
  const { id } = await peer.store.call('startAttempt', {
    replayId: startedAt % 2 ? null : `rep_${startedAt}`,
    kind: startedAt % 2 ? 'forward' : 'replay',
    eventId,
    target: 'http://127.0.0.1:1/',
    mode: 'resign',
    startedAt,
    requestHeaders: [['webhook-id', 'msg']],
    warning: null
  })
  await peer.store.call('finishAttempt', {
    id,
    result: {
      outcome: 'answered',
      status: 200 + (startedAt % 5),
      durationMs: 1.25,
      error: null,
      responseHeaders: [['Content-Type', 'text/plain']],
      responseBody: 'ok',
      responseTruncated: false
    }
  })
}

it(`rebuilds a store of ${EVENTS} events from its export, piece by piece, and adds nothing a second time`, async () => {
  const source = await openPeer({
    paths: ['/hooks'],
    fill({ capture }) {
      for (let n = 0; n < EVENTS; n += AT_ONCE) {
        capture(Array.from({ length: AT_ONCE }, (_, index) => arrivalsOf(n + index)).flat())
      }
    }
  })
  const target = await openPeer({ paths: ['/hooks'] })
  const everyNth = (step: number) =>
    Array.from({ length: Math.min(500, EVENTS / step) }, (_, index) => `evt_${index * step}`)
  await source.store.call('starEvents', { ids: everyNth(97), starred: true })
  for (const id of everyNth(311)) await source.store.call('noteEvent', { id, text: `about ${id}` })
  for (const [index, id] of everyNth(331).entries()) {
    await attempt(source, id, AT + index)
    if (index % 2) await attempt(source, id, AT + index + 1)
  }

  const { verified, rejected: refusedCount, unchecked, interceptors } = await source.store.call('stats')
  const deliveries = verified + refusedCount + unchecked + interceptors
  const before = process.memoryUsage().rss
  let mostMemory = before
  let added = 0
  const kept: string[] = []
  let piece = await source.export({ maxBytes: 1_000_000 })
  for (let pieces = 1; ; pieces++) {
    expect(Buffer.byteLength(piece.text)).toBeLessThanOrEqual(1_000_000)
    if (pieces % 10 === 1) kept.push(piece.text)
    const [taken, next] = await Promise.all([
      target.import({ text: piece.text, verdicts: 'recheck' }),
      piece.next === null ? null : source.export({ after: piece.next, maxBytes: 1_000_000 })
    ])
    expect(taken).toMatchObject({ known: 0, refused: [] })
    added += taken.added
    mostMemory = Math.max(mostMemory, process.memoryUsage().rss)
    if (next === null) break
    piece = next
  }
  expect(added).toBe(deliveries)
  // Two stores with their caches. To hold on to all pieces would take their 160 MB more.
  expect(mostMemory - before).toBeLessThan(250_000_000)

  const stats = await target.store.call('stats')
  for (const text of kept)
    expect(await target.import({ text, verdicts: 'recheck' })).toMatchObject({ added: 0 })
  expect(await target.store.call('stats')).toMatchObject({ events: EVENTS, verified: stats.verified })

  source.read((db) => {
    db.prepare('ATTACH ? AS target').run(target.file)
    // Secrets and settings are no part of an export. The search index is built again, each in its own time.
    const tables = ['deliveries', 'bodies', 'events', 'types', 'organizations', 'entities', 'histogram']
    for (const table of tables) expect(differences(db, table, '*'), table).toEqual([])
    // Attempts are numbered anew.
    const columns = db.pragma('table_info(attempts)') as { name: string }[]
    const ofAttempts = columns.map(({ name }) => name).filter((name) => name !== 'id')
    expect(differences(db, 'attempts', ofAttempts.join(', '))).toEqual([])
    const counters = `(SELECT name, value FROM @.counters WHERE name NOT IN ('opened', 'indexed', 'studied'))`
    expect(differences(db, counters, '*')).toEqual([])
  })
  target.read((db) => {
    const { kept: totals, counted } = totalsOf(db)
    expect(totals).toEqual(counted)
    expect(orphansOf(db)).toEqual({})
  })
}, 300_000)

/** Rows that one of the two databases has and the other has not. */
function differences(db: Database.Database, table: string, columns: string): unknown[] {
  const of = (schema: string) =>
    `SELECT ${columns} FROM ${table.includes('@') ? table.replace('@', schema) : `${schema}.${table}`}`
  return [
    ...db.prepare(`${of('main')} EXCEPT ${of('target')} LIMIT 5`).all(),
    ...db.prepare(`${of('target')} EXCEPT ${of('main')} LIMIT 5`).all()
  ]
}
