import { ScalekitClient } from '@scalekit-sdk/node'
import { Webhook } from 'standardwebhooks'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { compactBody } from '../../src/main/core/forwarding/variant-body.ts'
import { DEFAULTS, replayed } from '../support/replay-events.ts'
import { startReplayTarget, type ReplayTarget } from '../support/replay-target.ts'
import { post, SECRET, signed, userEvent } from '../support/signed-request.ts'
import { openTempCore, type TempCore } from '../support/temp-core.ts'

let target: ReplayTarget
let opened: TempCore
const event = userEvent()
beforeEach(async () => {
  target = await startReplayTarget()
  opened = await openTempCore({ sessionSecrets: [SECRET] })
  await post(await opened.receiverUrl(), signed(event))
})
afterEach(async () => {
  await opened.close()
  target.close()
})

it('sends a variant signed, so that a handler that writes the body again still verifies it', async () => {
  const { core } = opened
  const body = JSON.stringify({ ...event, data: { name: 'Zoë / <b>', amount: 1.5 } }, null, 2)
  const variant = await core.variants.save({
    eventId: event.id,
    name: 'Zoë',
    body: body.replace('1.5', '1.50'),
    headers: [
      ['Content-Type', 'application/json'],
      ['X-Mine', 'edited'],
      ['Webhook-Signature', 'v1,old'],
      ['Content-Length', '3']
    ]
  })
  expect(variant.headers).toEqual([
    ['Content-Type', 'application/json'],
    ['X-Mine', 'edited']
  ])
  const replay = await replayed(opened, { eventIds: [event.id], variantId: variant.id, target: target.url })
  expect(replay.what).toBe('directory.user_updated as "Zoë"')
  const [received] = target.received
  const headers = received!.headers as Record<string, string>
  expect(received!.body).toBe(variant.body)
  expect(headers).toMatchObject({ 'x-mine': 'edited', 'webhook-inspector-replay-of': event.id })
  const again = JSON.stringify(JSON.parse(received!.body))
  expect(new Webhook(SECRET).verify(again, headers)).toMatchObject({
    data: { name: 'Zoë / <b>', amount: 1.5 }
  })
  const sdk = new ScalekitClient('https://localhost.invalid', 'a', 'b')
  expect(sdk.verifyWebhookPayload(SECRET, headers, received!.body)).toBe(true)

  const [attempt] = (await core.replays.list({ eventId: event.id })).rows
  expect(attempt!.variantId).toBe(variant.id)
  await core.variants.remove({ id: variant.id })
  expect((await core.replays.attempt({ id: attempt!.id })).requestBody).toBe(variant.body)
  // Again means as it was sent, also after the variant was removed.
  await replayed(opened, { again: replay.id, target: target.url })
  expect(target.received[1]!.body).toBe(variant.body)
})

it('sends what was edited for once, and tells its new type', async () => {
  const edited = { body: JSON.stringify({ ...event, type: 'user.login' }), headers: [] }
  const replay = await replayed(opened, { eventIds: [event.id], edited, target: target.url })
  expect(replay).toMatchObject({ accepted: 1, what: 'directory.user_updated, edited' })
  const [attempt] = (await opened.core.replays.list({ eventId: event.id })).rows
  expect(attempt).toMatchObject({ edited: true, variantId: null })
  expect(target.received[0]!.body).toBe(edited.body)
  const start = { ...DEFAULTS, eventIds: [event.id], edited, target: target.url }
  await expect(opened.core.replays.start({ ...start, mode: 'verbatim' })).rejects.toThrow('freshly signed')
  await expect(opened.core.replays.start({ ...start, typeNames: 'legacy' })).rejects.toThrow('legacy name')
  await expect(
    opened.core.replays.start({ ...start, edited: { body: '{"a":1,"a":2}', headers: [] } })
  ).rejects.toThrow('comes twice')
})

it('changes, lists and removes variants, and erases them with their event', async () => {
  const { core } = opened
  const input = { eventId: event.id, name: 'One', body: '{"id":"x"}', headers: [] }
  const { id } = await core.variants.save(input)
  await core.variants.save({ ...input, id, name: 'Two', body: '{"id":"y"}' })
  expect((await core.variants.list({ eventId: event.id })).rows).toMatchObject([
    { id, name: 'Two', body: '{"id":"y"}' }
  ])
  await expect(core.variants.save({ ...input, eventId: 'nope' })).rejects.toMatchObject({ code: 'not_found' })
  await expect(core.variants.save({ ...input, id: 'var_nope' })).rejects.toMatchObject({ code: 'not_found' })
  await expect(core.variants.save({ ...input, headers: [['X', 'a\r\nB: c']] })).rejects.toThrow('line break')
  await expect(core.variants.save({ ...input, headers: [['a b', '']] })).rejects.toThrow('name of a header')

  await core.events.delete({ ids: [event.id] })
  opened = await opened.reopen() // A deletion of an earlier run can no longer be undone.
  await expect(opened.core.variants.list({ eventId: event.id })).rejects.toMatchObject({ code: 'not_found' })
  await expect
    .poll(() => opened.core.variants.remove({ id }).catch((error: Error) => error.message))
    .toContain('no variant')
})

it.each([
  ['{ "a": [1, 2.50, 1e3, -0, "\\u00e9"] }', '{"a":[1,2.5,1000,0,"é"]}'],
  ['{"small":1e-7,"large":123456789012345680000}', '{"small":1e-7,"large":123456789012345680000}'],
  ['{"__proto__":{"x":1}}', '{"__proto__":{"x":1}}']
])('writes %s compactly', (text, compact) => {
  expect(compactBody(text)).toBe(compact)
  expect(JSON.stringify(JSON.parse(compact))).toBe(compact)
})

it.each([
  ['not JSON', '{"a":'],
  ['JSON object', '[1]'],
  ['9007199254740993 at /a/b', '{"a":{"b":9007199254740993}}'],
  ['0.1234567890123456789 at /a ', '{"a":0.1234567890123456789}'],
  ['1e400 at /a ', '{"a":1e400}'],
  ['twice in /a/b~0~1c', '{"a":{"b~/c":{"x":1,"x":1}}}'],
  ['too deeply', `{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}`]
])('refuses a body and says: %s', (sentence, text) => {
  expect(() => compactBody(text)).toThrow(sentence)
})
