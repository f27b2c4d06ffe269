import { execFileSync, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startReplayTarget } from '../support/replay-target.ts'
import { startServe } from '../support/serve-process.ts'
import { serveOn, type ServeOn } from '../support/serve-on.ts'
import { post, signed, userEvent } from '../support/signed-request.ts'
import { checkIntegrity } from '../support/store-files.ts'
import { createTempDir } from '../support/temp-dir.ts'

/** A way to take a running app's disk space away and to give it back. */
interface Disk {
  readonly dataDir: string
  /** True where the next process has no room either. */
  readonly isShared: boolean
  fill(app: ServeOn): void
  free(app: ServeOn): void
  remove(): void
}

/** Any write beyond the first page of a file fails. Node ignores the signal that comes with it. */
function limitFileSize(): Disk {
  const dir = createTempDir()
  const limit = ({ serve }: ServeOn, size: string) =>
    void execFileSync('prlimit', ['--pid', String(serve.pid), `--fsize=${size}:`])
  return {
    dataDir: dir.path,
    isShared: false,
    fill: (app) => limit(app, '4096'),
    free: (app) => limit(app, 'unlimited'),
    remove: dir.remove
  }
}

/** A file system of its own, filled to the last byte. */
function mountSmallDisk(): Disk {
  const dir = createTempDir()
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=8m', 'none', dir.path])
  const ballast = join(dir.path, 'ballast')
  return {
    dataDir: dir.path,
    isShared: true,
    fill() {
      for (let size = 1 << 20; size >= 1; size >>= 1) {
        try {
          for (;;) writeFileSync(ballast, Buffer.alloc(size), { flag: 'a' })
        } catch {
          // A smaller piece may still fit.
        }
      }
    },
    free: () => rmSync(ballast, { force: true }),
    remove() {
      execFileSync('umount', [dir.path])
      dir.remove()
    }
  }
}

const runs = (command: string, args: string[]) => spawnSync(command, args).status === 0
const canLimit = runs('prlimit', ['--version'])
/** Takes root, and outside of most containers' walls. */
const canMount = (() => {
  const dir = createTempDir()
  const mounted = runs('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'none', dir.path])
  if (mounted) execFileSync('umount', [dir.path])
  dir.remove()
  return mounted
})()
if (!canLimit) console.warn('NOT TESTED: a file-size limit, because there is no prlimit here')
if (!canMount) console.warn('NOT TESTED: a full file system, because none can be mounted here')

describe.each<[string, boolean, () => Disk, RegExp]>([
  ['a file-size limit', canLimit, limitFileSize, /disk I\/O error/],
  ['a full file system', canMount, mountSmallDisk, /disk that holds .+ is full/]
])('with %s', (_, isPossible, prepare, reason) => {
  let disk: Disk
  let app: ServeOn | null = null
  beforeEach(() => {
    if (isPossible) disk = prepare()
  })
  afterEach(async () => {
    app?.serve.signal('SIGKILL')
    await app?.serve.exited
    app = null
    if (isPossible) disk.remove()
  })

  /** An app that has stored these, and whose disk is full now. */
  async function full() {
    app = await serveOn(disk.dataDir)
    const events = Array.from({ length: 30 }, () => userEvent())
    for (const event of events) expect((await post(app.receiverUrl, signed(event))).status).toBe(200)
    disk.fill(app)
    const refused = Array.from({ length: 40 }, () => userEvent({ data: { padding: 'x'.repeat(20_000) } }))
    const answers = await Promise.all(refused.map((event) => post(app!.receiverUrl, signed(event))))
    // A log that was moved into the database has room for what comes first.
    const taken = refused.filter((_event, index) => answers[index]?.status === 200)
    expect(answers.filter(({ status }) => status !== 200 && status !== 503)).toEqual([])
    expect(answers.at(-1)?.status).toBe(503)
    return { app, stored: [...events, ...taken].map((event) => event.id) }
  }
  const listed = async ({ ask }: ServeOn) =>
    (await ask('events.list', { limit: 500 })).rows.map(({ id }) => id)

  it.runIf(isPossible)('stops a replay, and says when it is resumed what may have come already', async () => {
    const target = await startReplayTarget()
    app = await serveOn(disk.dataDir)
    const { ask } = app
    for (let count = 0; count < 30; count++)
      expect((await post(app.receiverUrl, signed(userEvent({ data: { id: `u${count}` } })))).status).toBe(200)
    const held: (() => void)[] = []
    target.answer((_request, response) => held.push(() => void response.end('x'.repeat(60_000))))
    const start = { query: '', target: target.url, mode: 'resign', concurrency: 30 } as const
    const { replayId: id } = await ask('replays.start', start)
    await target.got(30)
    disk.fill(app)
    const large = () => signed(userEvent({ data: { padding: randomBytes(30_000).toString('hex') } }))
    for (let status = 200; status === 200;) ({ status } = await post(app.receiverUrl, large()))
    for (const answer of held) answer()
    const state = async () => (await ask('replays.get', { id })).state
    await expect.poll(state, { timeout: 10_000 }).toBe('interrupted')

    disk.free(app)
    target.answer(null)
    await ask('replays.control', { id, action: 'resume' })
    await expect.poll(state, { timeout: 10_000 }).toBe('done')
    expect(await ask('replays.get', { id })).toMatchObject({ total: 30, accepted: 30, failed: 0 })
    const again = target.received.slice(30)
    expect(again.length).toBeGreaterThan(0)
    for (const { id: eventId } of again) {
      const [latest] = (await ask('replays.list', { eventId })).rows
      expect(latest).toMatchObject({
        status: 200,
        warning: expect.stringContaining('may have got it already')
      })
    }
    target.close()
  })

  it.runIf(isPossible)(
    'refuses with 503, says why, goes on reading, and stores again once there is room',
    async () => {
      const { app: running, stored } = await full()
      const { ask, receiverUrl, serve } = running
      expect((await ask('listening.status', {})).store).toEqual({
        state: 'failed',
        reason: expect.stringMatching(reason)
      })
      expect((await listed(running)).toSorted()).toEqual(stored.toSorted())
      expect(await ask('stats.summary', {})).toMatchObject({ events: stored.length, verified: stored.length })
      expect((await ask('events.body', { id: stored[0]! })).content).toContain(stored[0])

      // In a quiet moment the log is moved into the database, which needs room, too. That can wait.
      await expect.poll(() => serve.stderr()).toMatch(/The store failed/)

      disk.free(running)
      const after = userEvent()
      expect((await post(receiverUrl, signed(after))).status).toBe(200)
      expect((await ask('listening.status', {})).store).toEqual({ state: 'ok', reason: null })
      expect((await listed(running)).toSorted()).toEqual([...stored, after.id].toSorted())
      serve.signal('SIGTERM')
      expect(await serve.exited).toBe(0)
      expect(serve.stderr()).not.toMatch(/interrupted/)
      expect(checkIntegrity(disk.dataDir)).toBe('ok')
    }
  )

  it.runIf(isPossible)('keeps everything when it is closed while the disk is full', async () => {
    const { app: running, stored } = await full()
    running.serve.signal('SIGTERM')
    expect(await running.serve.exited).toBe(0)
    if (disk.isShared) {
      const refused = startServe(['--json', '--no-open', '--receiver-port', '0', '--data-dir', disk.dataDir])
      expect(await refused.exited).toBe(1)
      expect(refused.stderr()).toMatch(/The disk that holds .+ is full\. Make room/)
      disk.free(running)
    }
    app = await serveOn(disk.dataDir)
    expect((await listed(app)).toSorted()).toEqual(stored.toSorted())
  })

  it.runIf(isPossible)('keeps everything when it is killed while the disk is full', async () => {
    const { app: running, stored } = await full()
    running.serve.signal('SIGKILL')
    await running.serve.exited
    if (disk.isShared) disk.free(running)
    app = await serveOn(disk.dataDir)
    expect((await listed(app)).toSorted()).toEqual(stored.toSorted())
  })
})
