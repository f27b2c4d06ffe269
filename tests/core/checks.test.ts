import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { HandlerCheck, type ProbeResult } from '#shared/check-models.ts'
import type { CommandInput } from '#shared/contract.ts'
import { createChecks, type Checks } from '../../src/main/core/checks/checks.ts'
import { checkTarget } from '../../src/main/core/forwarding/target.ts'
import {
  acceptingAll,
  answering,
  startHandler,
  verifyingRaw,
  verifyingRawWithSdk,
  verifyingRestringified,
  type Handle,
  type HandlerServer
} from '../support/check-handlers.ts'
import { OTHER_SECRET, SECRET } from '../support/signed-request.ts'

const secretOf = (id: string, value: string) => ({
  id,
  label: 'Signing secret',
  lastFour: value.slice(-4),
  value,
  endpointId: 'ep_1',
  sample: false
})

let checks: Checks
let announced: HandlerCheck[]
let lookers: ((check: HandlerCheck) => void)[]
let servers: HandlerServer[]
beforeEach(() => {
  announced = []
  lookers = []
  servers = []
  checks = open([secretOf('sec_1', SECRET), secretOf('sec_2', OTHER_SECRET)])
})
afterEach(async () => {
  for (const server of servers) server.close()
  await checks.close()
})

function open(secrets: ReturnType<typeof secretOf>[]): Checks {
  return createChecks({
    clock: Date,
    log: { info: () => undefined, warn: () => undefined, error: console.error },
    secrets: { ofUser: () => secrets },
    check: (target) => checkTarget(target, null),
    announce(_name, payload) {
      const { upserted } = payload as { upserted: HandlerCheck[] }
      announced.push(...upserted)
      for (const look of lookers) upserted.forEach(look)
    }
  })
}

async function serve(handle: Handle): Promise<HandlerServer> {
  const server = await startHandler(handle)
  servers.push(server)
  return server
}

/** Resolves once the condition holds for what was announced. */
function announcedThat(holds: (check: HandlerCheck) => boolean): Promise<HandlerCheck> {
  return new Promise((resolve) => {
    const look = (check: HandlerCheck) => {
      if (holds(check)) resolve(check)
    }
    announced.forEach(look)
    lookers.push(look)
  })
}

/** Checks the handler to the end. */
async function checked(
  handle: Handle,
  input: Omit<CommandInput<'checks.start'>, 'target'> = {}
): Promise<HandlerCheck> {
  const { url } = await serve(handle)
  return ended(url, input)
}
async function ended(target: string, input: Omit<CommandInput<'checks.start'>, 'target'> = {}) {
  const { id } = await checks.start({ target, ...input })
  return announcedThat((check) => check.id === id && check.state !== 'running')
}

const outcomes = ({ results }: HandlerCheck) =>
  Object.fromEntries(results.map(({ probe, outcome }) => [probe.id, outcome]))
function resultOf({ results }: HandlerCheck, id: string): ProbeResult {
  const found = results.find(({ probe }) => probe.id === id)
  if (!found) throw new Error(`No result of ${id}`)
  return found
}
const idsWith = (check: HandlerCheck, outcome: ProbeResult['outcome']) =>
  check.results.filter((one) => one.outcome === outcome).map(({ probe }) => probe.id)

describe('a handler that verifies the bytes', () => {
  test.each([
    ['with an independent implementation', verifyingRaw()],
    ["with Scalekit's SDK", verifyingRawWithSdk]
  ])('%s passes every probe', async (_name, handle) => {
    const check = HandlerCheck.parse(await checked(handle))
    const { rows } = await checks.probes({})
    expect(outcomes(check)).toEqual(Object.fromEntries(rows.map(({ id }) => [id, 'pass'])))
    expect(check.results.flatMap(({ fixes }) => fixes)).toEqual([])
  })

  test('is told apart from one that verifies the re-stringified body, by one probe alone', async () => {
    const check = await checked(verifyingRestringified)
    expect(idsWith(check, 'fail')).toEqual(['json-forms'])
    const { finding, consequence, fixes } = resultOf(check, 'json-forms')
    expect(finding).toContain('It verifies the re-stringified body, not the bytes that came')
    expect(consequence).toContain('sends it again')
    expect(fixes.map(({ framework }) => framework)).toEqual(
      expect.arrayContaining([
        'Express',
        'Next.js (app router)',
        'Fastify',
        'Hono',
        'NestJS',
        'FastAPI',
        'Flask'
      ])
    )
  })

  test('but knows another secret is told so, and asked nothing more', async () => {
    const server = await serve(verifyingRawWithSdk)
    const check = await ended(server.url, { secretId: 'sec_2' })
    expect(resultOf(check, 'valid')).toMatchObject({
      outcome: 'fail',
      finding: expect.stringContaining('it knows another secret than the one this check signs with')
    })
    expect(new Set(server.requests.map(({ probe }) => probe))).toEqual(new Set(['valid']))
    expect(resultOf(check, 'unsigned')).toMatchObject({
      outcome: 'skipped',
      finding: 'Skipped, because the handler does not accept a valid delivery. Mend that first.'
    })
  })
})

test('a handler that accepts everything fails all that must be refused, and nothing else', async () => {
  const check = await checked(acceptingAll)
  expect(idsWith(check, 'fail')).toEqual(['unsigned', 'forged', 'tampered', 'stale', 'future'])
  expect(resultOf(check, 'forged').consequence).toContain('anyone who learns the address')
})

test('a handler that answers 500 to a bad signature is told that it stumbles', async () => {
  const check = await checked(verifyingRaw(undefined, 500), { probes: ['unsigned', 'status'] })
  const { outcome, finding } = resultOf(check, 'unsigned')
  expect(outcome).toBe('fail')
  expect(finding).toMatch(/stumbled over a delivery without a signature instead of refusing it: 500/)
  expect(resultOf(check, 'status').outcome).toBe('pass')
})

test('a handler that answers 500 to everything is asked once, and the answers are judged', async () => {
  const check = await checked(answering(500))
  expect(resultOf(check, 'valid')).toMatchObject({
    outcome: 'fail',
    finding: expect.stringMatching(/^It did not accept a valid delivery: 500 .*It threw an error/)
  })
  expect(idsWith(check, 'pass')).toEqual(['in-time', 'redirects', 'status'])
})

test('a handler that redirects is told where to, without what follows the question mark', async () => {
  const check = await checked(answering(307, { location: '/login?token=abc' }))
  expect(resultOf(check, 'in-time').finding).toMatch(/^The only answer took \d/)
  expect(resultOf(check, 'redirects')).toMatchObject({
    outcome: 'fail',
    finding: 'It redirects: 307 to /login (A user is created, correctly signed).'
  })
  expect(resultOf(check, 'valid').finding).toContain('Scalekit follows no redirect')
  expect(resultOf(check, 'duplicate').outcome).toBe('skipped')
})

test('an address with no app behind it is told as such, and no answers are judged', async () => {
  const server = await serve(acceptingAll)
  server.close()
  const check = await ended(server.url)
  expect(resultOf(check, 'valid').finding).toMatch(/Nothing listens on 127\.0\.0\.1:\d+/)
  expect(idsWith(check, 'skipped')).toHaveLength(check.results.length - 1)
})

test.each([
  [404, 'Nothing there takes POST /webhooks/scalekit.'],
  [405, 'Nothing there takes POST /webhooks/scalekit.'],
  [429, 'Something in front of it holds requests off.'],
  [403, 'The likely causes, most frequent first']
])('a %i to a valid delivery is explained', async (status, cause) => {
  const check = await checked(answering(status))
  expect(resultOf(check, 'valid').finding).toContain(cause)
})

test.each([
  ['Missing required headers', 'a Headers instance'],
  ['Invalid secret', 'no whsec_… value'],
  ['Message timestamp too old', 'the clocks'],
  ['Invalid Signature', 'another secret']
])("the SDK's words %j in an answer are explained", async (words, cause) => {
  const check = await checked(answering(400, {}, JSON.stringify({ error: words })))
  expect(resultOf(check, 'valid').finding).toContain(cause)
})

test('a handler that keeps one delivery waiting is told of ten seconds, and goes on being asked', async () => {
  const check = await checked(
    verifyingRaw((_request, body, response) => {
      if (body.byteLength < 100_000) response.end()
    }),
    { probes: ['large-group', 'json-forms', 'in-time'] }
  )
  expect(outcomes(check)).toEqual({
    valid: 'pass',
    'large-group': 'fail',
    'json-forms': 'pass',
    'in-time': 'fail'
  })
  expect(resultOf(check, 'in-time').finding).toBe('No answer within 10 s: A group with 5,000 members.')
})

test('a handler that dies half-way is left alone from then on', async () => {
  const server: HandlerServer = await serve(
    verifyingRaw((_request, body, response) => {
      if (body.includes('unknown_type')) server.close()
      else response.end()
    })
  )
  const check = await ended(server.url)
  expect(resultOf(check, 'unknown-type')).toMatchObject({
    outcome: 'fail',
    finding: expect.stringContaining('It has not answered since, not even a valid delivery')
  })
  expect(resultOf(check, 'large-group')).toMatchObject({
    outcome: 'skipped',
    finding: 'Skipped, because the handler gives no answer any more since "Unknown event type tolerated".'
  })
  expect(resultOf(check, 'out-of-order').outcome).toBe('pass')
  expect(resultOf(check, 'in-time').outcome).toBe('pass')
})

test('a handler that ends after its answer is told at which delivery, not at the next', async () => {
  const server: HandlerServer = await serve(
    verifyingRaw((_request, body, response) => {
      if (body.includes('unknown_type')) response.once('close', () => server.close())
      response.writeHead(200, { connection: 'close' }).end()
    })
  )
  const check = await ended(server.url)
  expect(idsWith(check, 'fail')).toEqual(['unknown-type'])
  expect(resultOf(check, 'unknown-type')).toMatchObject({
    finding: expect.stringContaining('After its last answer it was gone'),
    consequence: expect.stringContaining('sends it again')
  })
  expect(resultOf(check, 'type-names')).toMatchObject({
    outcome: 'skipped',
    finding: 'Skipped, because the handler gives no answer any more since "Unknown event type tolerated".'
  })
})

test('a handler that something starts again is asked again', async () => {
  const endingAt = (words: string): Handle =>
    verifyingRaw((_request, body, response) => {
      if (body.includes(words)) response.once('close', () => server.close())
      response.writeHead(200, { connection: 'close' }).end()
    })
  const server = await serve(endingAt('unknown_type'))
  let isBack = false
  lookers.push((check) => {
    if (isBack || resultOf(check, 'unknown-type').outcome !== 'fail') return
    isBack = true
    void startHandler(verifyingRaw(), Number(new URL(server.url).port)).then((one) => servers.push(one))
  })
  const check = await ended(server.url, { probes: ['unknown-type', 'type-names', 'names'] })
  expect(idsWith(check, 'fail')).toEqual(['unknown-type'])
  expect(idsWith(check, 'pass')).toEqual(['valid', 'type-names', 'names'])
})

test('an answer that breaks off is no accepted delivery', async () => {
  const check = await checked((_request, _body, response) => {
    response.writeHead(200, { 'content-length': '100' })
    response.write('{"message":', () => response.destroy())
  })
  expect(resultOf(check, 'valid')).toMatchObject({
    outcome: 'fail',
    finding: expect.stringMatching(
      /: It answered 200 and broke off\. 127\.0\.0\.1:\d+ closed the connection half-way\. Its answer broke off half-way\.$/
    ),
    consequence: expect.stringContaining('breaks off')
  })
})

test('a handler that refuses large bodies is told where the limit is set', async () => {
  const check = await checked(
    verifyingRaw((_request, body, response) => {
      response.writeHead(body.byteLength > 100 * 1024 ? 413 : 200).end()
    })
  )
  expect(idsWith(check, 'fail')).toEqual(['large-group'])
  const { finding, fixes } = resultOf(check, 'large-group')
  expect(finding).toMatch(/^It did not accept a body of [345]\d\d kB: 413/)
  expect(fixes.find(({ framework }) => framework === 'Express')?.code).toContain("limit: '5mb'")
})

test('a handler that refuses what it has seen before is told that Scalekit repeats itself', async () => {
  const seen = new Set<unknown>()
  const check = await checked(
    verifyingRaw((request, _body, response) => {
      const id = request.headers['webhook-id']
      response.writeHead(seen.has(id) ? 409 : 200).end()
      seen.add(id)
    }),
    { probes: ['duplicate'] }
  )
  const { outcome, finding, exchanges } = resultOf(check, 'duplicate')
  expect(outcome).toBe('fail')
  expect(finding).toContain('The same webhook-id and body again, freshly signed. 409')
  const ids = exchanges.map(({ requestHeaders }) => new Map(requestHeaders).get('webhook-id'))
  expect([ids[0] === ids[1], ids[2] === ids[3], ids[0] === ids[2]]).toEqual([true, true, false])
})

test('the two deliveries at once are under way together', async () => {
  const waiting: (() => void)[] = []
  const counts = new Map<unknown, number>()
  const check = await checked(
    verifyingRaw((request, body, response) => {
      const key = `${String(request.headers['webhook-id'])} ${body.toString()}`
      counts.set(key, (counts.get(key) ?? 0) + 1)
      const isDuplicate = request.headers['webhook-inspector-check'] === 'duplicate'
      // The first two of the probe are answered as they come; the last two only once both are there.
      if (!isDuplicate || counts.size < 3) return void response.end()
      waiting.push(() => response.end())
      if (waiting.length === 2) waiting.forEach((go) => go())
    }),
    { probes: ['duplicate'] }
  )
  expect(resultOf(check, 'duplicate').outcome).toBe('pass')
  expect([...counts.values()]).toEqual([1, 2, 2])
})

test('a handler that knows few types, insists on fields, or crashes on them fails those probes', async () => {
  const check = await checked(
    verifyingRaw((_request, body, response) => {
      if (body.byteLength === 0) return void response.writeHead(400).end()
      const { type, data } = JSON.parse(body.toString()) as { type: string; data: Record<string, unknown> }
      if (type.startsWith('scalekit.')) return void response.writeHead(400).end()
      if (type.includes('unknown')) return void response.writeHead(422).end()
      const isBare = type.includes('user_updated') && !('email' in data)
      if (isBare || data['name'] === null) return void response.writeHead(500).end()
      response.end()
    })
  )
  expect(idsWith(check, 'fail')).toEqual(['unknown-type', 'type-names', 'missing-fields', 'names'])
  expect(resultOf(check, 'names').fixes[0]?.text).toContain('may be missing or null')
})

test('a handler that says errors in the body of a 200 is told that Scalekit does not read it', async () => {
  const check = await checked(verifyingRaw(undefined, 200), { probes: ['unsigned', 'status'] })
  const { outcome, finding } = resultOf(check, 'status')
  expect(outcome).toBe('fail')
  expect(finding).toBe(
    'It answered 200 with a body that tells of an error: {"error":"Refused"} (The same without signature headers).'
  )
})

test('a handler that hangs up on GET fails that probe, and one that answers 405 does not', async () => {
  const hangingUp = await checked(
    (request, body, response) =>
      request.method === 'GET' ? void response.destroy() : verifyingRaw()(request, body, response),
    { probes: ['empty'] }
  )
  expect(resultOf(hangingUp, 'empty')).toMatchObject({ outcome: 'fail' })
  expect(resultOf(hangingUp, 'empty').finding).toContain('closed the connection without an answer')
})

describe('what is sent', () => {
  test('is of one made-up user and group, marked, and survives parsing but where it must not', async () => {
    const bodies: { probe: string; text: string }[] = []
    await checked((request, body, response) => {
      bodies.push({ probe: String(request.headers['webhook-inspector-check']), text: body.toString() })
      verifyingRaw()(request, body, response)
    })
    const events = bodies.filter(({ text }) => text !== '')
    const data = events.map(({ text }) => (JSON.parse(text) as { data: { id: string; email?: string } }).data)
    expect([...new Set(data.map(({ id }) => id))].toSorted()).toEqual([
      'dirgroup_10000000000000001',
      'diruser_10000000000000001',
      'org_10000000000000001'
    ])
    for (const { email = 'a@b.example' } of data) expect(email).toMatch(/\.example$/)
    const changed = events.filter(({ text }) => JSON.stringify(JSON.parse(text)) !== text)
    expect(changed.map(({ probe }) => probe)).toEqual(['json-forms', 'json-forms'])
    const ids = events.map(({ text }) => (JSON.parse(text) as { id: string }).id)
    expect(new Set(ids).size).toBe(ids.length - 2) // Each duplicate is one event in two deliveries.
  })
})

describe('a check', () => {
  test('announces its progress, and is listed as it stands', async () => {
    const check = await checked(verifyingRaw(), { probes: ['stale'] })
    const stages = announced.map(({ state, results }) => [state, ...results.map(({ outcome }) => outcome)])
    expect(stages).toEqual([
      ['running', 'running', 'waiting'],
      ['running', 'pass', 'waiting'],
      ['running', 'pass', 'running'],
      ['running', 'pass', 'pass'],
      ['done', 'pass', 'pass']
    ])
    expect(await checks.list({})).toEqual({ rows: [check] })
  })

  test('can be stopped, and says what it does not know', async () => {
    const server = await serve(() => undefined)
    const { id } = await checks.start({ target: server.url })
    await announcedThat(({ results }) => results[0]?.outcome === 'running')
    const check = await checks.stop({ id })
    expect(check.state).toBe('stopped')
    expect(idsWith(check, 'skipped')).toHaveLength(check.results.length)
    expect(resultOf(check, 'stale').finding).toBe('The check was stopped before this was known.')
    expect(await checks.stop({ id })).toEqual(check)
  })

  test('is the only one of its handler, while others go on beside it', async () => {
    const [one, other] = [await serve(() => undefined), await serve(verifyingRaw())]
    await checks.start({ target: one.url })
    await expect(checks.start({ target: one.url })).rejects.toThrow('being checked already')
    expect((await ended(other.url, { probes: ['stale'] })).state).toBe('done')
  })

  test('is kept among the last twenty', async () => {
    const { url } = await serve(answering(500))
    const all: string[] = []
    for (let count = 0; count < 21; count++) all.push((await ended(url)).id)
    const { rows } = await checks.list({})
    expect(rows.map(({ id }) => id)).toEqual(all.slice(1).toReversed())
    await expect(checks.report({ id: all[0] ?? '', format: 'json' })).rejects.toThrow(
      'There is no such check'
    )
  })

  test('refuses what it cannot do, in one sentence', async () => {
    const { url } = await serve(acceptingAll)
    await expect(checks.start({ target: url, probes: ['valid', 'magic'] })).rejects.toThrow(
      'There is no probe "magic". The probes are valid, '
    )
    await expect(checks.start({ target: url, secretId: 'sec_9' })).rejects.toThrow('no such signing secret')
    await expect(checks.start({ target: 'ftp://localhost' })).rejects.toThrow(
      'The target must be an address like'
    )
    await expect(open([]).start({ target: url })).rejects.toThrow('There is no signing secret to sign with.')
    await expect(checks.stop({ id: 'chk_9' })).rejects.toThrow('There is no such check')
    await checks.close()
    await expect(checks.start({ target: url })).rejects.toThrow('The app is closing.')
  })
})

describe('a report', () => {
  /** Quotes all it got, as error pages do, and is no friend of markup. */
  const talkative: Handle = (request, _body, response) => {
    const headers = { 'content-type': 'text/html', 'set-cookie': 'session=confidential; Path=/' }
    response
      .writeHead(200, headers)
      .end(`<script>alert(1)</script> ${SECRET} ${JSON.stringify(request.headers)} \`\`\``)
  }

  test.each(['markdown', 'json', 'html'] as const)('in %s holds no secret', async (format) => {
    const { url } = await serve(talkative)
    const { id } = await ended(`${url}?key=confidential`, { probes: ['unsigned', 'stale'] })
    const { text, fileName } = await checks.report({ id, format })
    expect(fileName).toMatch(/^handler-check-127\.0\.0\.1-\d+-\d{8}-\d{4}\.(md|json|html)$/)
    expect(text).not.toContain(SECRET.slice(6))
    expect(text).not.toContain('confidential')
    expect(text).not.toMatch(/v1,[\w+/]{9}/)
    expect(text).toMatch(/v1,[\w+/]{8}…/)
    expect(text).toContain('diruser_10000000000000001')
    expect(text).toContain(
      format === 'json' ? '"outcome": "fail"' : 'It accepted a delivery without a signature'
    )
  })

  test('in HTML shows what a handler sent as text, and needs nothing else', async () => {
    const { id } = await checked(talkative, { probes: ['unsigned'] })
    const { text } = await checks.report({ id, format: 'html' })
    expect(text).not.toMatch(/<script|https?:\/\/(?!127\.0\.0\.1)[^\s<]*\.(css|js)|<link|<img/)
    expect(text).toContain('&lt;script&gt;alert(1)&lt;/script&gt;')
  })

  test('in Markdown keeps what a handler sent inside its fence', async () => {
    const { id } = await checked(talkative, { probes: ['unsigned'] })
    const { text } = await checks.report({ id, format: 'markdown' })
    const fence = /\n(`{4,})\n200 after[\s\S]*?```\n\1\n/
    expect(text).toMatch(fence)
  })

  test('waits for the end of its check', async () => {
    const server = await serve(() => undefined)
    const { id } = await checks.start({ target: server.url })
    await expect(checks.report({ id, format: 'html' })).rejects.toThrow('has not ended yet')
  })
})
