import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import {
  acceptingAll,
  answering,
  startHandler,
  verifyingRaw,
  verifyingRestringified,
  type Handle,
  type HandlerServer
} from '../support/check-handlers.ts'
import { startServe, type Line, type Serve } from '../support/serve-process.ts'
import { serveOn } from '../support/serve-on.ts'
import { OTHER_SECRET, post, SECRET, signed, userEvent } from '../support/signed-request.ts'
import { createTempDir } from '../support/temp-dir.ts'

beforeAll(() => {
  // Once and here, so that no test waits for it.
  execFileSync(process.execPath, [
    fileURLToPath(new URL('../../scripts/build-if-stale.mjs', import.meta.url))
  ])
})

let dir: ReturnType<typeof createTempDir>
let started: Serve[]
let servers: HandlerServer[]
beforeEach(() => {
  dir = createTempDir()
  started = []
  servers = []
})
afterEach(async () => {
  for (const server of servers) server.close()
  for (const serve of started) serve.signal('SIGKILL')
  await Promise.all(started.map((serve) => serve.exited))
  dir.remove()
})

const dataDir = () => join(dir.path, 'data')
function run(argv: readonly string[], env: Readonly<Record<string, string>> = {}): Serve {
  const serve = startServe([...argv, '--data-dir', dataDir()], env)
  started.push(serve)
  return serve
}
const withSecret = { SCALEKIT_WEBHOOK_SECRET: SECRET }
const parsed = (serve: Serve) => serve.lines.map((line) => JSON.parse(line) as Line)

async function serveHandler(handle: Handle): Promise<HandlerServer> {
  const server = await startHandler(handle)
  servers.push(server)
  return server
}

/** A data directory with so many verified events, and nothing running on it. */
async function withEvents(count: number): Promise<string[]> {
  const { serve, receiverUrl } = await serveOn(dataDir())
  started.push(serve)
  const ids: string[] = []
  for (let made = 0; made < count; made++) {
    const event = userEvent({ data: { id: `diruser_${made}` } })
    await post(receiverUrl, signed(event))
    ids.push(event.id)
  }
  serve.signal('SIGTERM')
  await serve.exited
  return ids
}

describe('check', () => {
  test('prints a JSON line for each probe and one that sums up, and ends with 0 when all is well', async () => {
    const { url } = await serveHandler(verifyingRaw())
    const serve = run(['check', '--target', url, '--json'], withSecret)
    expect([await serve.exited, serve.stderr()]).toEqual([0, ''])
    const lines = parsed(serve)
    expect(lines[0]).toMatchObject({ event: 'probe', id: 'valid', outcome: 'pass', group: 'signature' })
    expect(lines.at(-1)).toEqual({
      event: 'summary',
      target: url,
      passed: lines.length - 1,
      warnings: 0,
      failed: 0,
      skipped: 0,
      exitCode: 0
    })
    expect(serve.lines.join('\n')).not.toContain(SECRET.slice(6))
  })

  test('ends with 1 when a probe fails, and says for people what to do', async () => {
    const { url } = await serveHandler(verifyingRestringified)
    const serve = run(['check', '--target', url, '--probe', 'json-forms', '--probe', 'stale'], withSecret)
    expect(await serve.exited).toBe(1)
    const text = serve.lines.join('\n')
    expect(text).toMatch(/^pass {4}Valid delivery accepted: Accepted: 201/)
    expect(text).toMatch(/\nfail {4}JSON that parsing does not preserve: .*the re-stringified body/)
    expect(text).toContain('Any framework: Give the SDK the body as it came')
    expect(text).toContain('2 passed, 0 with a warning, 1 failed, 0 skipped.')
  })

  test('signs with the secret that is given, also where another is stored', async () => {
    const { serve, ask } = await serveOn(dataDir())
    started.push(serve)
    await ask('secrets.add', { kind: 'signing', value: OTHER_SECRET })
    serve.signal('SIGTERM')
    await serve.exited
    const { url } = await serveHandler(verifyingRaw())
    expect(await run(['check', '--target', url, '--secret', SECRET, '--probe', 'forged']).exited).toBe(0)
    expect(await run(['check', '--target', url, '--probe', 'forged']).exited).toBe(1)
  })

  test('ends with 2 on a wrong argument, whoever finds it', async () => {
    const { url } = await serveHandler(acceptingAll)
    const unknown = run(['check', '--target', url, '--probe', 'magic'], withSecret)
    expect([await unknown.exited, unknown.lines]).toEqual([2, []])
    expect(unknown.stderr()).toContain('There is no probe "magic".')
    const missing = run(['check'], withSecret)
    expect([await missing.exited, missing.stderr()]).toEqual([
      2,
      '--target is missing. --help shows how it is given.\n'
    ])
  })

  test('ends with 3 where there is no secret, and where the app runs on the same data', async () => {
    const { url } = await serveHandler(acceptingAll)
    const without = run(['check', '--target', url])
    expect([await without.exited, without.stderr()]).toEqual([
      3,
      expect.stringContaining('There is no signing secret to sign with.')
    ])
    const { serve } = await serveOn(dataDir())
    started.push(serve)
    const beside = run(['check', '--target', url, '--secret', SECRET])
    expect(await beside.exited).toBe(3)
    expect(beside.stderr()).toContain('is using the data directory')
    expect(beside.stderr()).toContain('give --secret and an empty --data-dir')
  })

  test('ends with 3 when it is interrupted', async () => {
    const { url } = await serveHandler((request, body, response) => {
      if (request.headers['webhook-inspector-check'] === 'valid') verifyingRaw()(request, body, response)
    })
    const serve = run(['check', '--target', url, '--json'], withSecret)
    await serve.line('probe')
    serve.signal('SIGINT')
    expect([await serve.exited, serve.stderr()]).toEqual([3, 'Stopped before its end.\n'])
  })
})

describe('replay', () => {
  test('prints a JSON line for each attempt and one that sums up', async () => {
    const ids = await withEvents(3)
    const handler = await serveHandler(verifyingRaw())
    const serve = run(
      ['replay', '--query', `id:${ids[0]} or id:${ids[2]}`, '--target', handler.url, '--json'],
      withSecret
    )
    expect([await serve.exited, serve.stderr()]).toEqual([0, ''])
    const lines = parsed(serve)
    expect(lines.filter(({ event }) => event === 'attempt').map((line) => line['eventId'])).toEqual([
      ids[0],
      ids[2]
    ])
    expect(lines.at(-1)).toMatchObject({
      event: 'summary',
      total: 2,
      accepted: 2,
      refused: 0,
      failed: 0,
      baseline: null,
      exitCode: 0
    })
    expect(handler.requests).toHaveLength(2)
  })

  test('ends with 1 when not all is accepted, and says for people how many', async () => {
    const ids = await withEvents(2)
    const handler = await serveHandler((request, body, response) =>
      (body.includes(ids[1] ?? '') ? answering(500) : acceptingAll)(request, body, response)
    )
    const serve = run(['replay', '--query', 'type:organization.*', '--target', handler.url], withSecret)
    expect(await serve.exited).toBe(1)
    const text = serve.lines.join('\n')
    expect(text).toMatch(new RegExp(`^200 {3}${ids[0]} in \\d+ ms$`, 'm'))
    expect(text).toMatch(new RegExp(`^500 {3}${ids[1]} in \\d+ ms`, 'm'))
    expect(text).toContain('1 accepted, 1 refused, 0 without an answer.')
  })

  test('keeps a first baseline, then ends with 1 once answers differ from it', async () => {
    const ids = await withEvents(2)
    let answer = '{"role":"member"}'
    const handler = await serveHandler((request, body, response) => {
      answering(200, { 'content-type': 'application/json' }, answer)(request, body, response)
    })
    const argv = [
      'replay',
      '--query',
      'type:organization.*',
      '--target',
      handler.url,
      '--baseline',
      'main',
      '--json'
    ]
    const first = run(argv, withSecret)
    expect(await first.exited).toBe(0)
    expect(parsed(first).at(-1)).toMatchObject({ baseline: { name: 'main', isKept: true } })
    const same = run(argv, withSecret)
    expect(await same.exited).toBe(0)
    expect(parsed(same).at(-1)).toMatchObject({ baseline: { isKept: false, same: 2, changed: 0 } })
    answer = '{"role":"admin"}'
    const changed = run(argv, withSecret)
    expect(await changed.exited).toBe(1)
    const differences = parsed(changed).filter(({ event }) => event === 'difference')
    expect(differences.map((row) => [row['eventId'], row['verdict']])).toEqual(ids.map((id) => [id, 'body']))
    expect(parsed(changed).at(-1)).toMatchObject({ accepted: 2, baseline: { changed: 2 }, exitCode: 1 })
  })

  test('ends with 2 where the filter finds nothing or makes no sense', async () => {
    await withEvents(1)
    const { url } = await serveHandler(acceptingAll)
    const none = run(['replay', '--query', 'id:evt_none', '--target', url], withSecret)
    expect(await none.exited).toBe(2)
    expect(none.stderr()).toContain('This filter finds no events')
    const wrong = run(['replay', '--query', 'colour:red', '--target', url], withSecret)
    expect(await wrong.exited).toBe(2)
    expect(wrong.stderr()).not.toBe('')
  })

  test('names its own flags and exit codes', async () => {
    const serve = run(['replay', '--help'])
    expect(await serve.exited).toBe(0)
    expect(serve.lines.join('\n')).toContain('--baseline NAME')
    const general = run(['--help'])
    expect(await general.exited).toBe(0)
    expect(general.lines.join('\n')).toContain('npm run serve -- check --target URL')
  })
})
