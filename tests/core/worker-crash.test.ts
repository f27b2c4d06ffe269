import { Worker } from 'node:worker_threads'
import { afterEach, expect, it } from 'vitest'
import type { Announcement } from '../../src/shared/contract.ts'
import { openStoreClient } from '../../src/main/core/store/client.ts'
import { post, SECRET, signed, userEvent } from '../support/signed-request.ts'
import { checkIntegrity } from '../support/store-files.ts'
import { openTempCore, type TempCore } from '../support/temp-core.ts'
import { createTempDir } from '../support/temp-dir.ts'

const workerFile = new URL('../../src/main/core/store/worker.ts', import.meta.url)

let opened: TempCore | null = null
afterEach(async () => {
  await opened?.close()
  opened = null
})

interface Crashing {
  readonly opened: TempCore
  /** The store worker of the moment. */
  worker(): Worker
  starts(): number
  /** Resolves once the store is said to be in this state. */
  storeIs(state: 'ok' | 'failed'): Promise<string | null>
}

async function openCrashing(startWorker = () => new Worker(workerFile)): Promise<Crashing> {
  const workers: Worker[] = []
  const startStoreWorker = () => {
    const worker = startWorker()
    workers.push(worker)
    return worker
  }
  opened = await openTempCore({ sessionSecrets: [SECRET] }, { startStoreWorker })
  const { core } = opened
  return {
    opened,
    worker: () => workers.at(-1)!,
    starts: () => workers.length,
    async storeIs(state) {
      const said = Promise.withResolvers<string | null>()
      const look = ({ store }: Announcement<'listening.changed'>) => {
        if (store.state === state) said.resolve(store.reason)
      }
      const stop = core.onAnnouncement((name, payload) => {
        if (name === 'listening.changed') look(payload as Announcement<'listening.changed'>)
      })
      look(await core.listening.status({}))
      return said.promise.finally(stop)
    }
  }
}

async function allEvents({ core }: TempCore) {
  const rows: { id: string; deliveryCount: number }[] = []
  for (let before: string | null | undefined; before !== null;) {
    const page = await core.events.list({ limit: 500, ...(before && { before }) })
    rows.push(...page.rows)
    before = page.next
  }
  return rows
}

it('goes on by itself when its worker dies three times under load, and has every acknowledged delivery once', async () => {
  const crashing = await openCrashing()
  const { core } = crashing.opened
  const url = await crashing.opened.receiverUrl()
  const stale: Announcement<'events.changed'>[] = []
  let lastSeq = 0
  core.onAnnouncement((name, payload) => {
    if (name !== 'events.changed') return
    const change = payload as Announcement<'events.changed'>
    expect(change.seq).toBeGreaterThan(lastSeq)
    lastSeq = change.seq
    if (change.stale) stale.push(change)
  })

  const acknowledged: string[] = []
  let refused = 0
  const crashAt = new Set([200, 450, 700])
  let sent = 0
  const work = async () => {
    while (sent < 1_000) {
      sent++
      const event = userEvent()
      const { status } = await post(url, signed(event))
      if (status === 200) acknowledged.push(event.id)
      else {
        expect(status).toBe(503)
        refused++
      }
      if (crashAt.delete(acknowledged.length)) void crashing.worker().terminate()
    }
  }
  await Promise.all(Array.from({ length: 16 }, work))
  await crashing.storeIs('ok')

  expect(crashing.starts()).toBe(4)
  expect(stale).toHaveLength(3)
  const rows = await allEvents(crashing.opened)
  expect(rows.filter((row) => row.deliveryCount !== 1)).toEqual([])
  const stored = new Set(rows.map((row) => row.id))
  expect(acknowledged.filter((id) => !stored.has(id))).toEqual([])
  expect(rows.length - acknowledged.length).toBeLessThanOrEqual(refused)
  expect(await core.stats.summary({})).toMatchObject({ events: rows.length, verified: rows.length })

  const { seq } = await core.events.list({ limit: 1 })
  expect(seq).toBe(lastSeq)
  expect((await post(url, signed(userEvent()))).status).toBe(200)
  expect((await core.events.list({ limit: 1 })).seq).toBeGreaterThan(seq)
  await core.close()
  expect(checkIntegrity(crashing.opened.dataDir)).toBe('ok')
})

/** The real worker with a hand on it: what is broadcast is run inside, as a bug of ours would. */
const withBug = (channel: string) => `
  const { threadId } = require('node:worker_threads')
  new BroadcastChannel(${JSON.stringify(channel)}).onmessage = ({ data }) => {
    if (data === 'throw') throw new Error('a bug')
    if (data === 'exit') process.exit(3)
    for (const kept = []; ; ) kept.push(new Array(100_000).fill({ threadId }))
  }
  import(${JSON.stringify(workerFile.href)})`

it.each([
  ['throw', /a bug/],
  ['exit', /code 3/],
  ['fillMemory', /memory/]
])('replaces a worker that ends by its own fault: %s', async (fault, reason) => {
  const channel = `crash ${fault}`
  const crashing = await openCrashing(
    () => new Worker(withBug(channel), { eval: true, resourceLimits: { maxOldGenerationSizeMb: 64 } })
  )
  const { core } = crashing.opened
  const url = await crashing.opened.receiverUrl()
  const kept = userEvent()
  expect((await post(url, signed(kept))).status).toBe(200)
  const failed = crashing.storeIs('failed')
  const hand = new BroadcastChannel(channel)
  hand.postMessage(fault)
  expect(await failed).toMatch(reason)
  hand.close()

  // Both arrive while there is no worker, and wait for the next one.
  const during = userEvent()
  const [answer, list] = await Promise.all([post(url, signed(during)), core.events.list({ limit: 1 })])
  expect(answer.status).toBe(200)
  expect(list.rows.length).toBe(1)
  expect((await core.listening.status({})).store).toEqual({ state: 'ok', reason: null })
  expect((await core.events.list({ limit: 9 })).rows.map((row) => row.id)).toEqual([during.id, kept.id])
})

it('gives up after five crashes in a minute, and says so', async () => {
  const crashing = await openCrashing()
  const { core } = crashing.opened
  const url = await crashing.opened.receiverUrl()
  expect((await post(url, signed(userEvent()))).status).toBe(200)
  for (let crash = 1; crash <= 5; crash++) {
    await crashing.storeIs('ok')
    const failed = crashing.storeIs('failed')
    await crashing.worker().terminate()
    await failed
  }
  const status = (await core.listening.status({})).store
  expect(status).toEqual({
    state: 'failed',
    reason: expect.stringMatching(/stopped 5 times in a minute \(.*\)\. Restart the app\./)
  })
  expect(crashing.starts()).toBe(5)
  expect((await post(url, signed(userEvent()))).status).toBe(503)
  await expect(core.events.list({ limit: 1 })).rejects.toMatchObject({
    code: 'unavailable',
    message: status.reason
  })
  const again = await crashing.opened.reopen()
  opened = again
  expect(await allEvents(again)).toHaveLength(1)
})

it('rejects a change that was under way when the worker died, and can be closed while it starts again', async () => {
  const dir = createTempDir()
  const workers: Worker[] = []
  const start = () => {
    workers.push(new Worker(workerFile))
    return workers.at(-1)!
  }
  const store = await openStoreClient(start, dir.path, () => undefined)
  const lost = Promise.withResolvers<string>()
  store.onLost(lost.resolve)
  const underWay = store.call('setSettings', { theme: 'dark' })
  void workers[0]!.terminate()
  await expect(underWay).rejects.toMatchObject({ code: 'unavailable', message: /interrupted/ })
  expect(await lost.promise).toMatch(/starts again/)
  const waiting = store.call('stats')
  const closed = store.close()
  expect(await waiting).toMatchObject({ events: 0 })
  await closed
  await expect(store.call('stats')).rejects.toMatchObject({ code: 'unavailable' })
  expect(workers).toHaveLength(2)
  dir.remove()
})
