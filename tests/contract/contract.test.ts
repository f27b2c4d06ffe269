import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  announcements,
  commands,
  type AnnouncementName,
  type CommandInput,
  type CommandName
} from '#shared/contract.ts'
import { OTHER_SECRET, post, SECRET, signed, userEvent } from '../support/signed-request.ts'
import { openTempCore, type TempCore } from '../support/temp-core.ts'
import { followDeliveries } from './follow.ts'
import { connectHttp, transports, type Connection } from './transports.ts'

/** An input for every command, each on its way to a success. In this order: the last ones close the receiver. */
interface Stage {
  readonly eventIds: readonly [string, string]
  readonly deliveryId: string
  readonly target: string
  readonly secretId: () => string
  readonly deletionId: () => string
  /** Made by the commands before them. */
  readonly replayId: () => string
  readonly attemptId: () => string
  readonly variantId: () => string
  readonly simulationId: () => string
  readonly checkId: () => string
}
type Inputs = { readonly [K in CommandName]: (stage: Stage) => CommandInput<K> }
const inputs: Inputs = {
  'app.info': () => ({}),
  'app.about': () => ({}),
  'app.showDataFolder': () => ({}),
  'app.diagnostics': () => ({}),
  'app.desktop': () => ({}),
  'app.arrivals': () => ({}),
  'listening.status': () => ({}),
  'listening.test': () => ({}),
  'events.list': ({ eventIds }) => ({ limit: 1, from: eventIds[0], skip: 1 }),
  'events.outline': () => ({}),
  'events.get': ({ eventIds }) => ({ id: eventIds[0] }),
  'events.body': ({ eventIds }) => ({ id: eventIds[0], offset: 1, length: 10 }),
  'events.history': ({ eventIds }) => ({ id: eventIds[1] }),
  'events.diff': ({ eventIds }) => ({ from: eventIds[0], to: eventIds[1], unchanged: 100 }),
  'events.blame': ({ eventIds }) => ({ id: eventIds[1] }),
  'events.mapping': ({ eventIds }) => ({ id: eventIds[1] }),
  'entities.get': () => ({ id: 'diruser_1' }),
  'entities.events': ({ eventIds }) => ({ id: 'diruser_1', aroundId: eventIds[0] }),
  'entities.members': () => ({ id: 'diruser_1' }),
  'directories.setProvider': () => ({ organizationId: 'org_1', provider: 'okta' }),
  'shapes.list': () => ({}),
  'shapes.markSeen': () => ({}),
  'events.facets': () => ({}),
  'events.histogram': () => ({ from: 0, to: Date.now() + 60_000, width: 'hour' }),
  'events.star': ({ eventIds }) => ({ ids: [eventIds[0]], starred: true }),
  'events.note': ({ eventIds }) => ({ id: eventIds[0], text: 'a note' }),
  'deliveries.list': () => ({ verdict: 'verified' }),
  'deliveries.outline': () => ({ kind: 'webhook' }),
  'deliveries.get': ({ deliveryId }) => ({ id: deliveryId }),
  'deliveries.check': ({ deliveryId }) => ({ id: deliveryId }),
  'deliveries.body': ({ deliveryId }) => ({ id: deliveryId }),
  'deliveries.export': () => ({ maxBytes: 1_000 }),
  'deliveries.import': () => ({ text: '{"format":"webhook-inspector","version":1}\n' }),
  'deliveries.delete': () => ({ verdict: 'rejected' }),
  // The second one is due long after the test, so that there is something to cancel.
  'replays.start': ({ eventIds, target }) => ({
    eventIds: [...eventIds],
    target,
    pace: { kind: 'rate', perSecond: 0.01 }
  }),
  'replays.list': ({ eventIds }) => ({ eventId: eventIds[0] }),
  'replays.unsent': () => ({}),
  'replays.leaveUnsent': ({ target }) => ({ target }),
  'replays.all': () => ({}),
  'replays.get': ({ replayId }) => ({ id: replayId() }),
  'replays.control': ({ replayId }) => ({ id: replayId(), action: 'cancel' }),
  'replays.attempts': ({ replayId }) => ({ id: replayId() }),
  'replays.setBaseline': ({ replayId }) => ({ id: replayId(), name: 'Before' }),
  'replays.compare': ({ replayId }) => ({ id: replayId(), baselineId: replayId() }),
  'replays.delete': ({ replayId }) => ({ id: replayId() }),
  'attempts.get': ({ attemptId }) => ({ id: attemptId() }),
  'targets.list': () => ({}),
  'targets.check': ({ target }) => ({ url: target }),
  'targets.trust': () => ({ url: 'https://app.example/webhook', trusted: false }),
  'variants.save': ({ eventIds }) => ({ eventId: eventIds[0], name: 'No name', body: '{}', headers: [] }),
  'variants.list': ({ eventIds }) => ({ eventId: eventIds[0] }),
  'variants.remove': ({ variantId }) => ({ id: variantId() }),
  'simulator.make': () => ({ type: 'organization.directory.user_created', dialect: 'okta', seed: 1 }),
  'simulator.send': () => ({ bodies: ['{"type":"user.login"}'] }),
  'simulator.stories': () => ({}),
  'simulator.tell': () => ({ story: 'joiner', seed: 1 }),
  'simulator.load': () => ({ types: ['user.login'], perSecond: 10, seconds: 1 }),
  'simulator.runs': () => ({}),
  'simulator.stop': ({ simulationId }) => ({ id: simulationId() }),
  'checks.handlerCode': () => ({}),
  'checks.probes': () => ({}),
  'checks.start': ({ target }) => ({ target, probes: ['valid'] }),
  'checks.list': () => ({}),
  'checks.stop': ({ checkId }) => ({ id: checkId() }),
  'checks.report': ({ checkId }) => ({ id: checkId(), format: 'markdown' }),
  'copies.make': ({ eventIds }) => ({ eventId: eventIds[0], form: 'curl' }),
  'share.sensitivePaths': () => ({}),
  'share.preview': ({ eventIds }) => ({
    eventIds: [eventIds[0]],
    redaction: { people: true, ids: true, organizations: true, paths: [] }
  }),
  'share.export': ({ eventIds }) => ({
    eventIds: [eventIds[0]],
    redaction: { people: true, ids: true, organizations: true, paths: [] },
    format: 'ndjson'
  }),
  'samples.types': () => ({}),
  'samples.send': () => ({ type: 'organization.directory.user_created' }),
  'samples.curl': () => ({ type: 'user.login' }),
  'endpoints.list': () => ({}),
  'endpoints.add': () => ({ name: 'Billing', path: '/billing' }),
  'endpoints.set': () => ({ id: 'ep_1', name: 'First' }),
  'endpoints.remove': () => ({ id: 'ep_2' }),
  'secrets.list': () => ({}),
  'secrets.add': () => ({ kind: 'signing', value: OTHER_SECRET }),
  'secrets.remove': ({ secretId }) => ({ id: secretId() }),
  'authtoken.find': () => ({}),
  'authtoken.import': () => ({ from: 'environment' }),
  'credentials.test': () => ({}),
  'settings.get': () => ({}),
  'settings.set': () => ({ theme: 'dark', replayTarget: 'http://127.0.0.1:9/webhook' }),
  'stats.summary': () => ({}),
  'data.compact': () => ({}),
  'events.delete': ({ eventIds }) => ({ ids: [eventIds[1]] }),
  'deletions.undo': ({ deletionId }) => ({ deletionId: deletionId() }),
  'listening.stop': () => ({}),
  'listening.start': () => ({ tunnel: 'none' })
}

const AUTHTOKEN = '2contractTESTtoken_4nobody'
const OTHER_AUTHTOKEN = '2anotherTESTtoken_4nobody'
const CLIENT_SECRET = 'test_contractTESTclientSecret'
const target = createServer((_request, response) => void response.end('ok'))
beforeAll(() => new Promise<void>((done) => void target.listen(0, '127.0.0.1', done)))
afterAll(() => target.close())

describe.each(transports)('over %s', (_name, connect) => {
  let temp: TempCore
  let connection: Connection
  let stage: Stage
  let lastSecretId = ''
  let lastDeletionId = ''
  const last = { replayId: '', attemptId: '', variantId: '', simulationId: '', checkId: '' }

  beforeAll(async () => {
    temp = await openTempCore({
      sessionSecrets: [SECRET],
      ngrok: { authtoken: AUTHTOKEN, configFiles: [], domain: null, connectUrl: null, connectCas: null }
    })
    connection = await connect(temp.core)
    const receiverUrl = await temp.receiverUrl()
    const events = [userEvent(), userEvent()] as const
    const answers = []
    for (const event of events) answers.push(await post(receiverUrl, signed(event)))
    expect(answers.map((answer) => answer.status)).toEqual([200, 200])
    stage = {
      eventIds: [events[0].id, events[1].id],
      deliveryId: (JSON.parse(answers[0]?.text ?? '') as { id: string }).id,
      target: `http://127.0.0.1:${(target.address() as AddressInfo).port}/`,
      secretId: () => lastSecretId,
      deletionId: () => lastDeletionId,
      replayId: () => last.replayId,
      attemptId: () => last.attemptId,
      variantId: () => last.variantId,
      simulationId: () => last.simulationId,
      checkId: () => last.checkId
    }
  })
  afterAll(async () => {
    await connection.close()
    await temp.close()
  })

  test.each(Object.keys(inputs) as CommandName[])(
    '%s answers as its schema says, in plain JSON',
    async (name) => {
      const reply = await connection.request(name, inputs[name](stage))
      expect(reply).toMatchObject({ ok: true })
      const value = reply.ok ? reply.value : null
      expect(commands[name].output.parse(value)).toEqual(value)
      expect(JSON.parse(JSON.stringify(value))).toEqual(value)
      if (name === 'events.delete') lastDeletionId = commands['events.delete'].output.parse(value).deletionId
      if (name === 'replays.start') {
        last.replayId = commands[name].output.parse(value).replayId
        await expect
          .poll(async () => {
            const listed = await connection.request('replays.list', { eventId: stage.eventIds[0] })
            const { rows } = commands['replays.list'].output.parse(listed.ok ? listed.value : null)
            last.attemptId = rows[0]?.id ?? ''
            return last.attemptId
          })
          .not.toBe('')
      }
      if (name === 'variants.save') last.variantId = commands[name].output.parse(value).id
      if (name === 'simulator.tell') last.simulationId = commands[name].output.parse(value).id
      if (name === 'checks.start') last.checkId = commands[name].output.parse(value).id
      if (name === 'secrets.add') lastSecretId = commands['secrets.add'].output.parse(value).secret.id
    }
  )

  test.each(Object.keys(commands))('%s refuses what it does not know', async (name) => {
    for (const input of [{ surprise: true }, null, [], 'text']) {
      const reply = await connection.request(name, input)
      expect(reply, JSON.stringify(input)).toMatchObject({ ok: false, error: { code: 'invalid_input' } })
    }
  })

  test('answers an unknown command with a reply', async () => {
    for (const name of ['nope', '__proto__', 'events.list ', 'EVENTS.LIST']) {
      expect(await connection.request(name, {})).toMatchObject({ ok: false, error: { code: 'not_found' } })
    }
  })

  test('answers what cannot be found or done with its code and a sentence', async () => {
    expect(await connection.request('events.get', { id: 'evt_none' })).toMatchObject({
      ok: false,
      error: { code: 'not_found', message: expect.stringMatching(/\.$/) }
    })
    const { rows } = await temp.core.secrets.list({})
    const { id } = rows.find((row) => row.origin === 'session')!
    expect(await connection.request('secrets.remove', { id })).toMatchObject({
      ok: false,
      error: { code: 'conflict' }
    })
  })

  test('never lets a secret back out', async () => {
    const announced: unknown[] = []
    const stop = connection.subscribe(
      (...announcement) => announced.push(announcement),
      () => undefined
    )
    await connection.listening()
    const refused = createServer((request, response) => {
      request.resume().on('end', () => response.writeHead(401).end(`{"error":"${CLIENT_SECRET}"}`))
    })
    await new Promise<void>((done) => void refused.listen(0, '127.0.0.1', done))
    const { port } = refused.address() as AddressInfo
    const settings = { scalekitEnvironmentUrl: `http://127.0.0.1:${port}`, scalekitClientId: 'skc_1' }
    const replies = []
    for (const [name, input] of [
      ['secrets.add', { kind: 'signing', value: OTHER_SECRET }],
      ['secrets.add', { kind: 'ngrok', value: OTHER_AUTHTOKEN }],
      ['secrets.add', { kind: 'scalekit', value: CLIENT_SECRET }],
      ['secrets.add', { kind: 'scalekit', value: CLIENT_SECRET }],
      ['settings.set', settings],
      ['authtoken.find', {}],
      ['authtoken.import', { from: 'environment' }],
      ['authtoken.import', { from: 'configFile' }],
      ['credentials.test', {}],
      ['secrets.list', {}],
      ['settings.get', {}],
      ['listening.status', {}],
      ['app.info', {}],
      ['stats.summary', {}]
    ] as const) {
      replies.push(await connection.request(name, input))
    }
    await expect.poll(() => JSON.stringify(announced)).toContain('Scalekit client secret')
    stop()
    refused.close()
    expect(replies.at(-6)).toMatchObject({ ok: true, value: { ok: false } })
    const text = JSON.stringify([replies, announced])
    for (const secret of [
      SECRET.slice(6),
      OTHER_SECRET.slice(6),
      AUTHTOKEN,
      OTHER_AUTHTOKEN,
      CLIENT_SECRET
    ]) {
      expect(text).not.toContain(secret)
    }
  })

  test('announces every delivery in order, by schema, with a rising seq', async () => {
    const receiverUrl = await temp.receiverUrl()
    const seqs = new Map<string, number[]>()
    const seen = new Set<string>()
    const done = Promise.withResolvers<void>()
    const sent = Array.from({ length: 30 }, () => userEvent())
    const stop = connection.subscribe(
      (name, payload) => {
        const announcement = announcements[name as AnnouncementName].parse(payload)
        expect(announcement).toEqual(payload)
        if (!('upserted' in announcement && 'seq' in announcement)) return
        seqs.set(name, [...(seqs.get(name) ?? []), announcement.seq])
        for (const row of announcement.upserted)
          if ('eventId' in row && row.eventId !== null) seen.add(row.eventId)
        if (sent.every((event) => seen.has(event.id))) done.resolve()
      },
      () => undefined
    )
    await connection.listening()
    for (const event of sent) await post(receiverUrl, signed(event))
    await done.promise
    stop()
    expect([...seqs.keys()]).toEqual(expect.arrayContaining(['deliveries.changed', 'events.changed']))
    for (const list of seqs.values()) expect(list).toEqual([...new Set(list)].toSorted((a, b) => a - b))
  })

  test('announces nothing to a page that has left', async () => {
    let heard = 0
    const stop = connection.subscribe(
      () => heard++,
      () => undefined
    )
    await connection.listening()
    stop()
    const follower = followDeliveries(connection)
    const event = userEvent()
    await post(await temp.receiverUrl(), signed(event))
    await follower.until((rows) => [...rows.values()].some((row) => row.eventId === event.id))
    follower.stop()
    expect(heard).toBe(0)
  })

  test('keeps a delivery that is announced while the list is being read', async () => {
    const isRead = Promise.withResolvers<void>()
    const isAnnounced = Promise.withResolvers<void>()
    const slow: Connection = {
      ...connection,
      async request(command, input) {
        const reply = await connection.request(command, input)
        isRead.resolve()
        await isAnnounced.promise
        return reply
      }
    }
    const follower = followDeliveries(slow)
    await isRead.promise
    const event = userEvent()
    const stop = connection.subscribe(
      (name, payload) => {
        if (name === 'deliveries.changed' && JSON.stringify(payload).includes(event.id)) isAnnounced.resolve()
      },
      () => undefined
    )
    await connection.listening()
    await post(await temp.receiverUrl(), signed(event))
    await follower.until((rows) => [...rows.values()].some((row) => row.eventId === event.id))
    stop()
    follower.stop()
  })

  test('leaves no gap between what is read and what is announced while deliveries pour in', async () => {
    const receiverUrl = await temp.receiverUrl()
    const events = Array.from({ length: 60 }, () => userEvent())
    const followers = []
    const answers = []
    for (const [index, event] of events.entries()) {
      answers.push(post(receiverUrl, signed(event)))
      if (index % 10 === 5) {
        await answers[index]
        followers.push(followDeliveries(connection))
      }
    }
    for (const { status } of await Promise.all(answers)) expect(status).toBe(200)
    for (const follower of followers) {
      await follower.until((rows) => {
        const ids = new Set([...rows.values()].map((row) => row.eventId))
        return events.every((event) => ids.has(event.id))
      })
      follower.stop()
    }
  })
})

test('a stream that was lost has its list read again, and nothing is missing', async () => {
  const temp = await openTempCore({ sessionSecrets: [SECRET] })
  const connection = await connectHttp(temp.core)
  const receiverUrl = await temp.receiverUrl()
  const follower = followDeliveries(connection)
  const arrive = async () => {
    const event = userEvent()
    await post(receiverUrl, signed(event))
    return event.id
  }
  const shows = (...ids: string[]) =>
    follower.until((rows) => ids.every((id) => [...rows.values()].some((row) => row.eventId === id)))
  const before = await arrive()
  await shows(before)
  const comeBack = connection.drop()
  const missed = await arrive()
  expect([...follower.rows().values()].map((row) => row.eventId)).not.toContain(missed)
  comeBack()
  await shows(before, missed)
  await shows(before, missed, await arrive())
  follower.stop()
  await connection.close()
  await temp.close()
})
