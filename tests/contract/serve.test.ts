import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import Database from 'better-sqlite3'
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { descendants, isAlive } from '../e2e/process-table.ts'
import { startNgrokService } from '../support/ngrok-service/service.ts'
import { post, SECRET, signed, userEvent } from '../support/signed-request.ts'
import { createTempDir } from '../support/temp-dir.ts'
import { startServe, startServeInShell, type ReadyLine, type Serve } from '../support/serve-process.ts'

beforeAll(() => {
  // Once and here, so that no test waits for it.
  execFileSync(process.execPath, [
    fileURLToPath(new URL('../../scripts/build-if-stale.mjs', import.meta.url))
  ])
})

let dir: ReturnType<typeof createTempDir>
let started: Serve[] = []
/** A process that is nobody's child any more. */
let stray: number | null = null
beforeEach(() => void (dir = createTempDir()))
afterEach(async () => {
  if (stray !== null) process.kill(stray, 'SIGKILL')
  stray = null
  for (const serve of started) serve.signal('SIGKILL')
  await Promise.all(started.map((serve) => serve.exited))
  started = []
  dir.remove()
})

const dataDir = () => join(dir.path, 'data')
const usualFlags = () => ['--json', '--no-open', '--receiver-port', '0', '--data-dir', dataDir()]
function start(flags: readonly string[], env: Readonly<Record<string, string>> = {}): Serve {
  const serve = startServe(flags, env)
  started.push(serve)
  return serve
}
const startUsual = (flags: readonly string[] = [], env: Readonly<Record<string, string>> = {}) =>
  start([...usualFlags(), ...flags], { SCALEKIT_WEBHOOK_SECRET: SECRET, ...env })

/** A command, sent as a script would: with the token of the link. */
async function ask(uiUrl: string, command: string, input: unknown): Promise<unknown> {
  const { origin, searchParams } = new URL(uiUrl)
  const response = await fetch(`${origin}/rpc/${command}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${searchParams.get('token')}`, 'content-type': 'application/json' },
    body: JSON.stringify(input)
  })
  return response.json()
}

test('says that it is ready, then says each delivery, in JSON lines on stdout', async () => {
  const serve = startUsual()
  const ready = await serve.line<ReadyLine>('ready')
  expect(ready).toEqual({
    event: 'ready',
    receiverUrl: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
    uiUrl: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/\?token=[\w-]{43}$/),
    publicUrl: null,
    dataDir: dataDir(),
    pid: serve.pid
  })
  const event = userEvent()
  const before = Date.now()
  expect((await post(`${ready.receiverUrl}/any/path`, signed(event))).status).toBe(200)
  const delivery = await serve.line('delivery')
  expect(delivery).toEqual({
    event: 'delivery',
    id: expect.stringMatching(/^del_\d+$/),
    verdict: 'verified',
    type: event['type'],
    eventId: event.id,
    receivedAt: expect.any(Number)
  })
  expect(Number(delivery['receivedAt'])).toBeGreaterThanOrEqual(before)
  expect((await post(ready.receiverUrl, { headers: {}, body: 'not signed' })).status).toBe(401)
  serve.signal('SIGTERM')
  expect(await serve.exited).toBe(0)
  expect(serve.lines.map((line) => JSON.parse(line).event)).toEqual(['ready', 'delivery', 'delivery'])
  expect(JSON.parse(serve.lines[2] ?? '')).toMatchObject({ verdict: 'rejected', type: null, eventId: null })
})

test('serves the built page behind its link', async () => {
  const { uiUrl } = await startUsual().line<ReadyLine>('ready')
  const visit = await fetch(uiUrl, { redirect: 'manual' })
  expect(visit.status).toBe(303)
  const cookie = visit.headers.get('set-cookie')?.split(';')[0] ?? ''
  const page = await fetch(new URL('/', uiUrl), { headers: { cookie } })
  const script = /src="\.\/(assets\/[^"]+\.js)"/.exec(await page.text())?.[1]
  expect((await fetch(new URL(`/${script}`, uiUrl), { headers: { cookie } })).status).toBe(200)
  expect((await fetch(new URL('/', uiUrl))).status).toBe(401)
})

test('prints for people where everything is', async () => {
  const serve = start(['--no-open', '--receiver-port', '0', '--data-dir', dataDir()])
  await serve.printed('Ctrl+C')
  const text = serve.lines.join('\n')
  expect(text).toMatch(/Receiver +http:\/\/127\.0\.0\.1:\d+\n/)
  expect(text).toMatch(/Page +http:\/\/127\.0\.0\.1:\d+\/\?token=[\w-]{43}\n/)
  expect(text).toContain(dataDir())
})

describe('refuses', () => {
  test.each<[flags: string[], message: string]>([
    [['--colour'], 'Unknown flag --colour. --help lists all of them.'],
    [['--receiver-port', '70000'], '--receiver-port takes a port number from 0 to 65535.'],
    [['--forward', 'ftp://localhost'], '--forward: The target must be an address like'],
    [['--ngrok-connect-cas', '/nonexistent/ca.pem'], '--ngrok-connect-cas names a file that cannot be read'],
    [['extra'], 'Argument 1 is not a flag.']
  ])('%j with one line and code 2', async (flags, message) => {
    const serve = start(flags)
    expect(await serve.exited).toBe(2)
    expect(serve.lines).toEqual([])
    expect(serve.stderr()).toContain(message)
    expect(serve.stderr().trim().split('\n')).toHaveLength(1)
  })

  test('a malformed secret without repeating it', async () => {
    const serve = start([], { SCALEKIT_WEBHOOK_SECRET: 'whsec_not+base64!' })
    expect(await serve.exited).toBe(2)
    expect(serve.stderr()).toContain('SCALEKIT_WEBHOOK_SECRET: ')
    expect(serve.stderr()).not.toContain('not+base64')
  })
})

test('prints its help and its version', async () => {
  const help = start(['--help'])
  expect(await help.exited).toBe(0)
  expect(help.lines.join('\n')).toContain('--ngrok-connect-cas FILE')
  const version = start(['--version'])
  expect(await version.exited).toBe(0)
  expect(version.lines).toEqual([expect.stringMatching(/^\d+\.\d+\.\d+$/)])
  expect(existsSync(dataDir())).toBe(false)
})

describe('ends with code 0', () => {
  test.each(['SIGTERM', 'SIGINT'] as const)('at %s, and has kept what it acknowledged', async (signal) => {
    const first = startUsual()
    const { receiverUrl, uiUrl } = await first.line<ReadyLine>('ready')
    const { origin, searchParams } = new URL(uiUrl)
    const stream = await fetch(`${origin}/events`, {
      headers: { authorization: `Bearer ${searchParams.get('token')}` }
    })
    const event = userEvent()
    expect((await post(receiverUrl, signed(event))).status).toBe(200)
    first.signal(signal)
    expect(await first.exited).toBe(0)
    expect(await stream.text()).toContain('retry:')
    const second = await startUsual().line<ReadyLine>('ready')
    expect(await ask(second.uiUrl, 'events.get', { id: event.id })).toMatchObject({ ok: true })
  })

  test('when the terminal and npm both pass on Ctrl+C', async () => {
    const serve = startUsual()
    await serve.line('ready')
    serve.signal('SIGINT')
    serve.signal('SIGINT')
    expect(await serve.exited).toBe(0)
  })

  test('after its reader has gone, and until then receives', async () => {
    const serve = startUsual()
    const { receiverUrl } = await serve.line<ReadyLine>('ready')
    serve.closeStdout()
    for (let count = 0; count < 20; count++) {
      expect((await post(receiverUrl, signed(userEvent()))).status).toBe(200)
    }
    serve.signal('SIGTERM')
    expect(await serve.exited).toBe(0)
  })
})

describe('says in one line why it cannot start, with code 1,', () => {
  async function expectRefusal(serve: Serve, message: string) {
    expect(await serve.exited).toBe(1)
    expect(serve.lines).toEqual([])
    expect(serve.stderr()).toContain(message)
    expect(serve.stderr().trim().split('\n')).toHaveLength(1)
  }

  test('when another instance uses the data directory, which goes on', async () => {
    const first = startUsual()
    const { uiUrl } = await first.line<ReadyLine>('ready')
    await expectRefusal(
      startUsual(),
      `Another Webhook Inspector (process ${first.pid}) is using the data directory`
    )
    expect(await ask(uiUrl, 'app.info', {})).toMatchObject({ ok: true })
  })

  test('when the data directory cannot be written', async () => {
    writeFileSync(join(dir.path, 'file'), '')
    const flags = [
      '--json',
      '--no-open',
      '--receiver-port',
      '0',
      '--data-dir',
      join(dir.path, 'file', 'data')
    ]
    await expectRefusal(start(flags), 'cannot be written')
  })

  test('when the database is from a newer version, which it leaves alone', async () => {
    const first = startUsual()
    await first.line('ready')
    first.signal('SIGTERM')
    expect(await first.exited).toBe(0)
    const file = join(dataDir(), 'inspector.db')
    const version = (pragma: string) => {
      const db = new Database(file)
      const value: unknown = db.pragma(pragma, { simple: true })
      db.close()
      return value
    }
    version('user_version = 9999')
    await expectRefusal(startUsual(), 'written by a newer version of Webhook Inspector')
    expect(version('user_version')).toBe(9999)
  })

  test("when the page's port is taken", async () => {
    const other = createServer().listen(0, '127.0.0.1')
    await once(other, 'listening')
    const { port } = other.address() as AddressInfo
    await expectRefusal(startUsual(['--ui-port', String(port)]), `Port ${port} for the page cannot be used.`)
    other.close()
  })
})

test('has its page where the last run had it, and refuses what that run was given', async () => {
  const first = startUsual()
  const before = new URL((await first.line<ReadyLine>('ready')).uiUrl)
  first.signal('SIGTERM')
  await first.exited
  const second = startUsual()
  const after = new URL((await second.line<ReadyLine>('ready')).uiUrl)
  expect(after.origin).toBe(before.origin)
  const refusal = await fetch(before)
  expect(refusal.status).toBe(401)
  expect(await refusal.text()).toContain('Open the link that was printed when the app started')
})

describe('with --tunnel', () => {
  const authtoken = '2abcDEFghiJKLmno_3pqrSTUvwxYZ0123'

  test('is ready once the public URL leads to the receiver', async () => {
    const service = await startNgrokService({ authtokens: [authtoken] })
    const flags = [
      '--tunnel',
      '--ngrok-connect-url',
      service.connectUrl,
      '--ngrok-connect-cas',
      service.caFile
    ]
    const serve = startUsual(flags, { NGROK_AUTHTOKEN: authtoken })
    const { publicUrl } = await serve.line<ReadyLine>('ready')
    expect(`${publicUrl}/`).toBe(new URL(service.publicUrl()).href)
    const event = userEvent()
    expect((await post(`${publicUrl}/webhook`, signed(event))).status).toBe(200)
    expect(await serve.line('delivery')).toMatchObject({ verdict: 'verified', eventId: event.id })
    serve.signal('SIGTERM')
    expect(await serve.exited).toBe(0)
    expect(service.sessions()).toBe(0)
    await service.close()
  })

  test.skipIf(process.platform !== 'linux')(
    'ends in order when the tunnel is frozen, and leaves no process behind',
    async () => {
      const service = await startNgrokService({ authtokens: [authtoken] })
      const flags = [
        '--tunnel',
        '--ngrok-connect-url',
        service.connectUrl,
        '--ngrok-connect-cas',
        service.caFile
      ]
      const serve = startUsual(flags, { NGROK_AUTHTOKEN: authtoken })
      expect((await serve.line<ReadyLine>('ready')).publicUrl).not.toBeNull()
      const family = descendants(serve.pid)
      expect(family).toHaveLength(1)
      service.mute()
      serve.signal('SIGTERM')
      expect(await serve.exited).toBe(0)
      // It has a deadline of five seconds, after which it would say so.
      expect(serve.stderr()).not.toContain('could be closed in time')
      expect(family.filter(isAlive)).toEqual([])
      await service.close()
    }
  )

  test('is ready without a public URL where there is no way in, and says why', async () => {
    const without = startUsual(['--tunnel'])
    expect(await without.line('ready')).toMatchObject({ publicUrl: null })
    expect(without.stderr()).toContain('There is no ngrok authtoken')
    without.signal('SIGTERM')
    expect(await without.exited).toBe(0)

    const service = await startNgrokService({ authtokens: [] })
    const flags = [
      '--tunnel',
      '--ngrok-connect-url',
      service.connectUrl,
      '--ngrok-connect-cas',
      service.caFile
    ]
    const refused = startUsual(flags, { NGROK_AUTHTOKEN: authtoken })
    expect(await refused.line('ready')).toMatchObject({ publicUrl: null })
    expect(refused.stderr()).toContain('The tunnel is not online.')
    expect(refused.stderr()).not.toContain(authtoken)
    await service.close()
  })
})

const script = fileURLToPath(new URL('../../scripts/serve.mjs', import.meta.url))

test.skipIf(process.platform === 'win32')('ends when npm has passed SIGTERM to its shell alone', async () => {
  const shell = startServeInShell(usualFlags(), { npm_lifecycle_event: 'serve' }, script)
  const { pid } = await shell.line<ReadyLine>('ready')
  expect(pid).not.toBe(shell.pid)
  stray = pid
  shell.signal('SIGTERM')
  await shell.exited // its output has been let go of by the script as well
  stray = null
})

test('runs the same by its script, which passes on flags, signals and exit code', async () => {
  const serve = startServe(usualFlags(), {}, script)
  started.push(serve)
  expect(await serve.line('ready')).toMatchObject({ pid: serve.pid })
  serve.signal('SIGTERM')
  expect(await serve.exited).toBe(0)
  const refused = startServe(['--colour'], {}, script)
  started.push(refused)
  expect(await refused.exited).toBe(2)
})

test('hands every verified event on to each --forward target', async () => {
  const arrived = Promise.withResolvers<IncomingMessage>()
  const target = createServer((request, response) => {
    arrived.resolve(request)
    response.end()
  }).listen(0, '127.0.0.1')
  await once(target, 'listening')
  const url = `http://127.0.0.1:${(target.address() as AddressInfo).port}/hook`
  const { receiverUrl } = await startUsual(['--forward', url]).line<ReadyLine>('ready')
  const delivery = signed(userEvent())
  await post(receiverUrl, delivery)
  const { url: path, headers } = await arrived.promise
  expect(path).toBe('/hook')
  expect(headers['webhook-id']).toBe(delivery.headers['webhook-id'])
  target.close()
})
