import { spawn, spawnSync } from 'node:child_process'
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { gzipSync } from 'node:zlib'
import { Webhook } from 'standardwebhooks'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { CopyForm } from '../../src/shared/share-models.ts'
import { createCopies } from '../../src/main/core/sharing/copies.ts'
import { openStoreClient, type Store } from '../../src/main/core/store/client.ts'
import { captured } from '../support/captured.ts'
import { OTHER_SECRET, SECRET, userEvent } from '../support/signed-request.ts'
import { createTempDir } from '../support/temp-dir.ts'

/** Whatever a shell, JavaScript or Python may take for something else. */
const AWKWARD = userEvent({
  id: "evt_1'; echo $(id) #\n",
  data: {
    id: 'diruser_1',
    name: `O'Brien "Bo" \\ $HOME \`id\` $(id) %s %d !! \u2028 \n\t 名前 é 🙂 \\' \\" '''`,
    empty: ''
  }
})
const BODY = JSON.stringify(AWKWARD)
/** The same as another event: one that is known shows its first delivery. */
const fresh = () => JSON.stringify({ ...AWKWARD, id: userEvent().id })

interface Got {
  readonly method: string
  readonly url: string
  readonly headers: Record<string, string>
  readonly body: Buffer
}

let server: Server
let target: string
let got: Got[] = []
let store: Store
const dir = createTempDir()
const session = { id: 'session_1', label: '', lastFour: '', sample: false, endpointId: null, value: SECRET }
let secrets: readonly (typeof session)[] = [session]

beforeAll(async () => {
  server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const headers = request.headers as Record<string, string>
      const body = Buffer.concat(chunks)
      got.push({ method: request.method ?? '', url: request.url ?? '', headers, body })
      try {
        // An independent implementation, on the bytes as they came.
        new Webhook(SECRET).verify(body.toString(), headers)
        response.writeHead(200).end('verified')
      } catch {
        response.writeHead(401).end('refused')
      }
    })
  })
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  target = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hooks/a%20b?x=1&y='2'`
  target = new URL(target).href
  store = await openStoreClient(
    () => new Worker(new URL('../../src/main/core/store/worker.ts', import.meta.url)),
    dir.path,
    (problem) => expect.unreachable(problem)
  )
})
beforeEach(() => {
  got = []
  secrets = [session]
})
afterAll(async () => {
  await store.close()
  server.closeAllConnections()
  server.close()
  dir.remove()
})

const targets = [
  { url: 'http://localhost:8080/webhook', from: 'common' as const, label: '' },
  { url: 'http://localhost:4000/mine', from: 'chosen' as const, label: '' }
]
const make = (eventId: string, form: CopyForm, to: string | undefined = target) =>
  createCopies({
    store,
    clock: { now: () => Date.now() },
    secrets: { ofUser: () => secrets, sample: () => null },
    targets: async () => targets
  })({ eventId, form, target: to })

const keep = async (
  payload: unknown,
  headers: [string, string][] = [],
  webhookId = 'msg_first'
): Promise<string> => {
  const { delivery, body } = captured(payload, {
    webhookId,
    headers: [
      ['Content-Type', 'application/json'],
      ['Webhook-Id', webhookId],
      ['Webhook-Timestamp', '1'],
      ['Webhook-Signature', 'v1,old'],
      ['Authorization', 'Bearer do-not-copy'],
      ['Cookie', 'session=do-not-copy'],
      ['X-Forwarded-For', '203.0.113.9'],
      ['User-Agent', "it's me"],
      ...headers
    ]
  })
  const { delivery: stored } = await store.capture(delivery, body)
  return stored.eventId!
}

const env = (extra: Record<string, string> = {}) => ({
  ...process.env,
  SCALEKIT_WEBHOOK_SECRET: SECRET,
  ...extra
})
const run = (command: string, args: readonly string[], environment: NodeJS.ProcessEnv = env()) =>
  new Promise<{ code: number | null; output: string }>((resolve, reject) => {
    const child = spawn(command, args, { env: environment, cwd: dir.path })
    let output = ''
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()))
    child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()))
    child.once('error', reject)
    child.once('close', (code) => resolve({ code, output }))
  })
let written = 0
const file = ({ text, fileName }: { text: string; fileName: string }): string => {
  const folder = join(dir.path, `copy ${++written}`)
  mkdirSync(folder)
  writeFileSync(join(folder, fileName), text)
  return join(folder, fileName)
}
const expectDelivered = (body: string | Buffer = BODY) => {
  expect(got).toHaveLength(1)
  expect(got[0]!.body.equals(Buffer.from(body))).toBe(true)
  expect(got[0]!.method).toBe('POST')
  expect(`http://${got[0]!.headers['host']}${got[0]!.url}`).toBe(target)
  expect(got[0]!.headers).toMatchObject({ 'webhook-id': 'msg_first', 'content-type': 'application/json' })
  expect(got[0]!.headers).not.toHaveProperty('cookie')
  expect(got[0]!.headers).not.toHaveProperty('x-forwarded-for')
}
const hasPython = spawnSync('python3', ['--version']).status === 0

describe('a copy', () => {
  it('as curl sends the exact bytes, freshly signed', async () => {
    const { text, note } = await make(await keep(BODY), 'curl')
    const { output } = await run('sh', ['-c', text], {})
    expect(output).toContain('verified')
    expectDelivered()
    expect(got[0]!.headers['user-agent']).toBe("it's me")
    expect(note).toContain('five minutes')
  })

  it('as curl sends bytes that no shell can hold, and what curl would take for a file', async () => {
    const packed = gzipSync(fresh())
    const { text } = await make(await keep(packed, [['Content-Encoding', 'gzip']]), 'curl')
    await run('sh', ['-c', text], {})
    expectDelivered(packed)
    got = []
    const large = JSON.stringify({ ...userEvent(), data: { id: 'diruser_1', text: 'ab '.repeat(100_000) } })
    await run('sh', [file(await make(await keep(large), 'curl'))], {})
    expectDelivered(large)
    for (const odd of ['@/etc/hostname', '']) {
      got = []
      const id = await keep(odd, [], `msg_odd_${odd.length}`)
      await run('sh', [file(await make(id, 'curl'))], {})
      await run('sh', [file(await make(id, 'curlScript'))])
      expect(got.map(({ body }) => body.toString())).toEqual([odd, odd])
    }
  })

  it('as a script signs by itself, each time anew', async () => {
    const copy = await make(await keep(BODY), 'curlScript')
    expect(copy.text).not.toContain('v1,old')
    const path = file(copy)
    expect((await run('sh', [path])).output).toContain('verified')
    expectDelivered()
    got = []
    expect((await run('bash', ['--posix', path, target])).output).toContain('verified')
    expectDelivered()
  })

  it('as a script says what is missing', async () => {
    const path = file(await make(await keep(BODY), 'curlScript'))
    const bare = await run('sh', [path], { PATH: process.env['PATH'] })
    expect(bare.code).not.toBe(0)
    expect(bare.output).toContain('Set it to the signing secret')
    const unusable = await run('sh', [path], env({ SCALEKIT_WEBHOOK_SECRET: 'whsec_' }))
    expect(unusable.code).toBe(1)
    expect(unusable.output).toContain('holds no key')
    expect(got).toEqual([])
  })

  it('as a program for Node signs by itself and fails when it is refused', async () => {
    const path = file(await make(await keep(BODY), 'fetch'))
    expect(await run(process.execPath, [path])).toMatchObject({ code: 0, output: '200 verified\n' })
    expectDelivered()
    const refused = await run(process.execPath, [path], env({ SCALEKIT_WEBHOOK_SECRET: OTHER_SECRET }))
    expect(refused).toMatchObject({ code: 1, output: '401 refused\n' })
  })

  it('as a Vitest test passes with a handler that accepts, and fails with one that refuses', async () => {
    const path = file(await make(await keep(BODY), 'vitest'))
    const folder = join(path, '..')
    symlinkSync(new URL('../../node_modules', import.meta.url), join(folder, 'node_modules'))
    const vitest = join(folder, 'node_modules/vitest/vitest.mjs')
    const args = [vitest, 'run', '--root', folder, '--reporter', 'verbose']
    const passed = await run(process.execPath, args)
    expect(passed.output).toContain('1 passed')
    expectDelivered()
    const failed = await run(process.execPath, args, env({ SCALEKIT_WEBHOOK_SECRET: OTHER_SECRET }))
    expect(failed.output).toContain('401 refused')
    expect(failed.code).toBe(1)
  })

  it('as a Jest test uses nothing of Jest but test and expect', async () => {
    const path = file(await make(await keep(BODY), 'jest'))
    // Jest is not among what this project installs; Node's own runner has the same two.
    const globals = join(path, '..', 'globals.cjs')
    writeFileSync(
      globals,
      `globalThis.test = require('node:test').test
globalThis.expect = (value) => ({ toMatchObject: (part) => require('node:assert').partialDeepStrictEqual(value, part) })`
    )
    expect(await run(process.execPath, ['--require', globals, path])).toMatchObject({ code: 0 })
    expectDelivered()
    const other = env({ SCALEKIT_WEBHOOK_SECRET: OTHER_SECRET })
    expect(await run(process.execPath, ['--require', globals, path], other)).toMatchObject({ code: 1 })
  })

  it.skipIf(!hasPython)('as a pytest test signs with Python alone', async () => {
    const path = file(await make(await keep(BODY), 'pytest'))
    // The functions by themselves: pytest need not be there.
    const call = 'import runpy, sys; runpy.run_path(sys.argv[1])["test_accepts_the_event"]()'
    expect(await run('python3', ['-c', call, path])).toMatchObject({ code: 0 })
    expectDelivered()
    const refused = await run('python3', ['-c', call, path], env({ SCALEKIT_WEBHOOK_SECRET: OTHER_SECRET }))
    expect(refused.output).toContain('AssertionError: 401 refused')
  })

  it('as an HTTP file is one request that verifies', async () => {
    const { text } = await make(await keep(BODY), 'http')
    const [head = '', body = ''] = text.trimEnd().split(/\n\n(.*)/s)
    const [title, start = '', ...pairs] = head.split('\n')
    expect(title).toMatch(/^### /)
    const [method, url] = start.split(' ')
    const headers = pairs.map((pair) => pair.split(/: (.*)/s).slice(0, 2) as [string, string])
    await fetch(url!, { method: method!, headers, body })
    expectDelivered()
    const id = await keep(JSON.stringify({ ...userEvent(), display_name: '{{name}}' }))
    await expect(make(id, 'http')).rejects.toThrow('Copy it as curl instead')
  })

  it('in code has its content coding undone, and says so', async () => {
    const body = fresh()
    const copy = await make(await keep(gzipSync(body), [['Content-Encoding', 'gzip']]), 'fetch')
    expect(copy.note).toContain('content coding is undone')
    await run(process.execPath, [file(copy)])
    expectDelivered(body)
    expect(got[0]!.headers).not.toHaveProperty('content-encoding')
  })

  it('goes to the chosen target where none is given', async () => {
    const id = await keep(BODY)
    const copies = createCopies({
      store,
      clock: { now: () => Date.now() },
      secrets: { ofUser: () => secrets, sample: () => null },
      targets: async () => targets
    })
    expect((await copies({ eventId: id, form: 'curlScript' })).text).toContain('http://localhost:4000/mine')
    await expect(make(id, 'curl', 'ftp://x')).rejects.toThrow('The target must be an address')
    await expect(make(id, 'curl', 'http://a:b@localhost/')).rejects.toThrow('user name or password')
    await expect(make('evt_none', 'curl')).rejects.toThrow('evt_none')
  })

  it('holds no secret in any form, and signs now only where there is one', async () => {
    const id = await keep(BODY)
    const forms: CopyForm[] = ['curl', 'curlScript', 'fetch', 'vitest', 'jest', 'pytest', 'http']
    for (const form of forms) {
      const { text, fileName } = await make(id, form)
      expect(text).not.toContain(SECRET.slice(6))
      expect(text).not.toContain('do-not-copy')
      expect(fileName).toMatch(/^[\w.-]+$/)
    }
    secrets = []
    await expect(make(id, 'curl')).rejects.toThrow('no signing secret')
    expect((await make(id, 'curlScript')).text).toContain('SCALEKIT_WEBHOOK_SECRET')
  })
})
