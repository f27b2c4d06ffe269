import { execFile } from 'node:child_process'
import { gzipSync } from 'node:zlib'
import { promisify } from 'node:util'
import { afterEach, expect, it } from 'vitest'
import type { Decision } from '#shared/endpoint-models.ts'
import { OTHER_SECRET, post, SECRET, signed, userEvent } from '../support/signed-request.ts'
import { openTempCore, type TempCore } from '../support/temp-core.ts'

let opened: TempCore | null = null
afterEach(async () => {
  await opened?.close()
  opened = null
})

const open = async (sessionSecrets: string[] = [SECRET]) => {
  opened = await openTempCore({ sessionSecrets })
  return { core: opened.core, url: await opened.receiverUrl() }
}
type Core = TempCore['core']
const call = (triggerPoint = 'PRE_SIGNUP') => ({
  display_name: 'Check',
  trigger_point: triggerPoint,
  interceptor_context: { environment_id: 'env_1', user_email: 'ada@example.com' },
  data: {}
})
const signedCall = (payload: unknown = call(), secret = SECRET) =>
  signed(payload, { kind: 'interceptor', secret })
const calls = async (core: Core) => (await core.deliveries.list({ kind: 'interceptor', limit: 20 })).rows
const decide = (core: Core, decisions: Record<string, Decision>) =>
  core.endpoints.set({ id: 'ep_1', decisions })
const allow = (response: Decision['response'] = null): Decision => ({
  decision: 'ALLOW',
  message: null,
  response
})
const deny = (message: string | null): Decision => ({ decision: 'DENY', message, response: null })

it('answers a signed interceptor call with a decision and nothing else, and keeps it apart from events', async () => {
  const { core, url } = await open()
  const request = signedCall()
  expect(await post(url, request)).toEqual({ status: 200, text: '{"decision":"ALLOW"}\n' })
  expect(await calls(core)).toMatchObject([
    {
      kind: 'interceptor',
      verdict: 'verified',
      reason: null,
      status: 200,
      triggerPoint: 'PRE_SIGNUP',
      webhookId: request.headers['interceptor-id'],
      eventId: null
    }
  ])
  expect((await core.events.list({ limit: 9 })).rows).toEqual([])
  expect((await core.deliveries.list({ kind: 'webhook', limit: 9 })).rows).toEqual([])
  await post(url, signed(userEvent()))
  expect(await core.stats.summary({})).toMatchObject({ interceptors: 1, verified: 1, events: 1 })
})

it('answers what was decided for the trigger, and allows every other one', async () => {
  const { core, url } = await open()
  await decide(core, {
    PRE_SIGNUP: deny('Only staff may sign up'),
    PRE_USER_INVITATION: deny(null),
    PRE_SESSION_CREATION: allow({ claims: { tier: 'gold' } }),
    NEW_TRIGGER: allow({ anything: [1] }),
    // A message waits for the day it is denied again.
    PRE_M2M_TOKEN_CREATION: { decision: 'ALLOW', message: 'unsent', response: null }
  })
  const answers: Record<string, unknown> = {}
  for (const trigger of [
    'PRE_SIGNUP',
    'PRE_USER_INVITATION',
    'PRE_SESSION_CREATION',
    'NEW_TRIGGER',
    'PRE_M2M_TOKEN_CREATION',
    'NEVER_HEARD_OF',
    'constructor'
  ]) {
    const { status, text } = await post(url, signedCall(call(trigger)))
    expect(status).toBe(200)
    answers[trigger] = JSON.parse(text)
  }
  expect(answers).toEqual({
    PRE_SIGNUP: { decision: 'DENY', error: { message: 'Only staff may sign up' } },
    PRE_USER_INVITATION: { decision: 'DENY' },
    PRE_SESSION_CREATION: { decision: 'ALLOW', response: { claims: { tier: 'gold' } } },
    NEW_TRIGGER: { decision: 'ALLOW', response: { anything: [1] } },
    PRE_M2M_TOKEN_CREATION: { decision: 'ALLOW' },
    NEVER_HEARD_OF: { decision: 'ALLOW' },
    constructor: { decision: 'ALLOW' }
  })
})

const undecidable: [string, string, Decision, string][] = [
  ['a response with DENY', 'PRE_SIGNUP', { ...deny(null), response: {} }, 'only ALLOW can return'],
  ['claims from PRE_SIGNUP', 'PRE_SIGNUP', allow({ claims: {} }), 'only create_organization_membership'],
  [
    'a membership of no organization',
    'PRE_SIGNUP',
    allow({ create_organization_membership: { roles: ['admin'] } }),
    'organization_id or external_organization_id'
  ],
  ['claims that are a list', 'PRE_SESSION_CREATION', allow({ claims: [] }), 'only claims'],
  ['more than claims', 'PRE_M2M_TOKEN_CREATION', allow({ claims: {}, scope: 'x' }), 'only claims'],
  ['claims on an invitation', 'PRE_USER_INVITATION', allow({ claims: {} }), 'nothing but'],
  ['a nameless trigger', ' ', allow(), 'name of a trigger'],
  ['a huge response', 'X', allow({ x: 'x'.repeat(30_000) }), 'longer than']
]

it('refuses a decision that Scalekit would not understand', async () => {
  const { core } = await open()
  for (const [what, trigger, decision, sentence] of undecidable) {
    await expect(decide(core, { [trigger]: decision }), what).rejects.toMatchObject({
      code: 'invalid_input',
      message: expect.stringContaining(sentence)
    })
  }
  expect((await core.endpoints.list({})).rows[0]!.decisions).toEqual({})
})

const returned: [string, NonNullable<Decision['response']>][] = [
  ['PRE_SIGNUP', { create_organization_membership: { organization_id: 'org_1', roles: ['admin'] } }],
  ['PRE_SIGNUP', { create_organization_membership: { external_organization_id: 'x' } }],
  ['PRE_SESSION_CREATION', { claims: { flags: ['a'], n: { m: 1 } } }],
  ['PRE_M2M_TOKEN_CREATION', { claims: { scope: 'a b', aud: 'https://api.example.com' } }],
  ['PRE_USER_INVITATION', {}]
]

it('returns with ALLOW what each trigger takes', async () => {
  const { core, url } = await open()
  for (const [trigger, response] of returned) {
    await decide(core, { [trigger]: allow(response) })
    const { text } = await post(url, signedCall(call(trigger)))
    expect(JSON.parse(text)).toEqual({ decision: 'ALLOW', response })
  }
})

it('rejects a forged, a changed and a stale interceptor call like a webhook', async () => {
  const { core, url } = await open()
  await core.endpoints.set({ id: 'ep_1', answers: { verified: 200, unchecked: 202, rejected: 403 } })
  const stale = signed(call(), { kind: 'interceptor', at: new Date(Date.now() - 600_000) })
  for (const request of [
    signedCall(call(), OTHER_SECRET),
    { ...signedCall(), body: JSON.stringify(call('PRE_USER_INVITATION')) },
    stale,
    { headers: {}, body: JSON.stringify(call()) }
  ]) {
    const { status, text } = await post(url, request)
    expect(status).toBe(403)
    expect(JSON.parse(text)).toMatchObject({ ok: false, error: expect.any(String) })
  }
  expect((await calls(core)).map((row) => [row.verdict, row.reason?.code])).toEqual([
    ['rejected', 'missing_headers'],
    ['rejected', 'too_old'],
    ['rejected', 'invalid_signature'],
    ['rejected', 'invalid_signature']
  ])
  expect(await core.stats.summary({})).toMatchObject({ interceptors: 4, rejected: 0 })
})

it('is not fooled by the signature of a webhook under the names of an interceptor, nor the other way', async () => {
  const { core, url } = await open()
  const webhook = signed(call())
  expect((await post(url, webhook)).status).toBe(200)
  expect((await core.deliveries.list({ limit: 1 })).rows).toMatchObject([{ kind: 'webhook' }])
  const { headers, body } = signedCall()
  const both = { body, headers: { ...webhook.headers, ...headers, 'interceptor-signature': 'v1,AAAA' } }
  expect((await post(url, both)).status).toBe(401)
  expect(await calls(core)).toMatchObject([{ verdict: 'rejected' }])
})

it('decides on a call that nobody can check yet, and verifies it once its secret comes', async () => {
  const { core, url } = await open([])
  await decide(core, { PRE_SIGNUP: deny('Not today') })
  const { status, text } = await post(url, signedCall())
  expect([status, JSON.parse(text)]).toEqual([200, { decision: 'DENY', error: { message: 'Not today' } }])
  await post(url, signedCall(call(), OTHER_SECRET))
  expect(await calls(core)).toMatchObject([{ verdict: 'unchecked' }, { verdict: 'unchecked' }])
  const value = `icsec_${SECRET.slice('whsec_'.length)}`
  const added = await core.secrets.add({ kind: 'signing', value })
  expect(added.promoted).toBe(1)
  expect(added.notes).toEqual([expect.stringContaining('icsec_')])
  expect(await calls(core)).toMatchObject([{ verdict: 'unchecked' }, { verdict: 'verified', eventId: null }])
  expect((await core.events.list({ limit: 9 })).rows).toEqual([])
  const { secret } = await core.deliveries.get({ id: (await calls(core))[1]!.id })
  expect(secret).toMatchObject({ id: added.secret.id })
})

it('knows an interceptor call by one of its headers, or by its body where nothing is signed', async () => {
  const { core, url } = await open([])
  const text = JSON.stringify(call())
  for (const [headers, body, triggerPoint] of [
    [{}, text, 'PRE_SIGNUP'],
    [{ 'content-encoding': 'gzip' }, gzipSync(text), 'PRE_SIGNUP'],
    [{ 'Interceptor-Id': 'x' }, 'no json', null],
    [{ 'INTERCEPTOR-SIGNATURE': 'x', 'webhook-id': 'y' }, text, 'PRE_SIGNUP'],
    [{}, String.raw`{"trigger_poi\u006et":"A"}`, 'A']
  ] as const) {
    expect(JSON.parse((await post(url, { headers, body })).text)).toEqual({ decision: 'ALLOW' })
    expect((await calls(core))[0], String(body)).toMatchObject({ kind: 'interceptor', triggerPoint })
  }
  expect(await calls(core)).toHaveLength(5)
})

it('takes everything else for a webhook', async () => {
  const { core, url } = await open([])
  for (const [headers, body] of [
    [{}, '{"trigger_point":1}'],
    [{}, '{"trigger_point":""}'],
    [{}, '[{"trigger_point":"A"}]'],
    [{}, 'null'],
    [{}, ''],
    [{}, '{"trigger_point":"A"'],
    [{ 'content-encoding': 'gzip' }, 'no gzip'],
    [{ 'webhook-id': 'x' }, JSON.stringify(call())],
    [{ 'interceptor-idea': 'x' }, '{}']
  ] as const) {
    expect((await post(url, { headers, body })).status, body).toBe(202)
  }
  const { rows } = await core.deliveries.list({ kind: 'webhook', limit: 20 })
  expect(rows.map((row) => row.triggerPoint)).toEqual(Array.from({ length: 9 }, () => null))
  expect(await calls(core)).toEqual([])
})

it('takes a whole webhook signature for what it is, whatever stray header stands beside it', async () => {
  const { core, url } = await open()
  const { headers, body } = signed(userEvent())
  expect((await post(url, { headers: { ...headers, 'interceptor-id': 'x' }, body })).status).toBe(200)
  expect(await calls(core)).toEqual([])
})

it('keeps what a call was answered, also when the decision changes later', async () => {
  const { core, url } = await open()
  await post(url, signedCall())
  await decide(core, { PRE_SIGNUP: deny('No.') })
  await post(url, signedCall())
  await post(url, signed(call(), { kind: 'interceptor', secret: OTHER_SECRET }))
  await post(url, signed(userEvent()))
  expect((await calls(core)).map((row) => row.decision)).toEqual([null, 'DENY', 'ALLOW'])
  const [webhook] = (await core.deliveries.list({ kind: 'webhook', limit: 1 })).rows
  expect(webhook?.decision).toBeNull()
})

it('decides by the endpoint that was called, with its secrets', async () => {
  const { core, url } = await open()
  const { id: endpointId } = await core.endpoints.add({
    name: 'Sign-up',
    path: '/interceptors/signup',
    decisions: { PRE_SIGNUP: deny('No') }
  })
  await core.secrets.add({ kind: 'signing', value: OTHER_SECRET, endpointId })
  const there = await post(`${url}/interceptors/signup`, signedCall(call(), OTHER_SECRET))
  expect(JSON.parse(there.text)).toMatchObject({ decision: 'DENY' })
  expect((await post(`${url}/interceptors/signup`, signedCall())).status).toBe(401)
  expect(JSON.parse((await post(url, signedCall())).text)).toEqual({ decision: 'ALLOW' })
})

it('sends signed samples of the four released triggers', async () => {
  const { core } = await open([])
  const { rows } = await core.samples.types({})
  const samples = rows.filter((row) => row.category === 'interceptor')
  expect(samples.map((row) => row.type)).toEqual([
    'interceptor:PRE_SIGNUP',
    'interceptor:PRE_SESSION_CREATION',
    'interceptor:PRE_USER_INVITATION',
    'interceptor:PRE_M2M_TOKEN_CREATION'
  ])
  for (const { type } of samples) {
    const { status, deliveryId } = await core.samples.send({ type })
    expect(status).toBe(200)
    const delivery = await core.deliveries.get({ id: deliveryId! })
    expect(`interceptor:${delivery.triggerPoint}`).toBe(type)
    expect(delivery).toMatchObject({ kind: 'interceptor', verdict: 'verified', secret: { kind: 'sample' } })
    const { content } = await core.deliveries.body({ id: deliveryId!, offset: 0, form: 'arrived' })
    expect(Object.keys(JSON.parse(content) as object)).toEqual([
      'display_name',
      'trigger_point',
      'interceptor_context',
      'data'
    ])
  }
  expect((await core.events.list({ limit: 9 })).rows).toEqual([])
  const { command } = await core.samples.curl({ type: 'interceptor:PRE_SIGNUP' })
  const { stdout } = await promisify(execFile)('sh', ['-c', command])
  expect(stdout).toMatch(/^HTTP\/1.1 200 /)
  expect(stdout.trimEnd()).toMatch(/\{"decision":"ALLOW"\}$/)
  await expect(core.samples.send({ type: 'interceptor:NOPE' })).rejects.toMatchObject({ code: 'not_found' })
})
