import { Worker } from 'node:worker_threads'
import { Pool } from 'undici'
import { createCore, type Core } from '../src/main/core/core.ts'
import type { Replay } from '../src/shared/replay-models.ts'
import { createTempDir } from '../tests/support/temp-dir.ts'
import { startBareServer } from './app-process.ts'
import { fillStore, eventsUntil } from './fill-store.ts'
import { BENCH_SECRET, percentiles } from './load.ts'
import { printTable } from './table.ts'

const EVENTS = 10_000
const CONCURRENCIES = [1, 8, 32]
const ROUNDS = 5
const AIM = 0.7

/** Replaying stored events, signed afresh and kept, against undici's `Pool` alone with the same target, in turns. */
export async function benchSend(): Promise<void> {
  const dir = createTempDir()
  const server = await startBareServer()
  const events = eventsUntil(EVENTS, Date.now() - 60_000)
  fillStore(dir.path, events)
  const core = await openCore(dir.path)
  try {
    const rows: string[][] = []
    for (const concurrency of CONCURRENCIES) {
      const [bare, ours, shares]: [Figures[], Figures[], number[]] = [[], [], []]
      for (let round = 0; round < ROUNDS; round++) {
        const bodies = Array.from({ length: EVENTS }, (_, index) => events.event(index).body)
        const limit = await sendBare(server.receiverUrl, bodies, concurrency)
        const reached = await replayAll(core, server.receiverUrl, concurrency)
        bare.push(limit)
        ours.push(reached)
        shares.push(reached.perSecond / limit.perSecond)
      }
      const median = (values: readonly number[], digits: number) => percentiles(values).p50.toFixed(digits)
      rows.push([
        String(concurrency),
        median(bare.map(perSecond), 0),
        median(ours.map(perSecond), 0),
        median(shares, 2),
        `${Math.min(...shares).toFixed(2)} to ${Math.max(...shares).toFixed(2)}`,
        `${median(bare.map(cpu), 0)} / ${median(ours.map(cpu), 0)}`
      ])
    }
    printTable(
      [
        'under way',
        'undici Pool a second',
        'replay a second',
        `share (aim ${AIM})`,
        'range',
        'CPU µs an event'
      ],
      rows
    )
  } finally {
    await core.close()
    await server.close()
    dir.remove()
  }
}

interface Figures {
  readonly perSecond: number
  /** Of this process with all its threads, which says more than the clock where others use the machine too. */
  readonly cpuMicros: number
}
const perSecond = (figures: Figures) => figures.perSecond
const cpu = (figures: Figures) => figures.cpuMicros

function startMeasuring(): () => Figures {
  const [startedAt, before] = [performance.now(), process.cpuUsage()]
  return () => {
    const { user, system } = process.cpuUsage(before)
    return {
      perSecond: EVENTS / ((performance.now() - startedAt) / 1_000),
      cpuMicros: (user + system) / EVENTS
    }
  }
}

async function sendBare(url: string, bodies: readonly Buffer[], concurrency: number): Promise<Figures> {
  const { origin, pathname } = new URL(url)
  const pool = new Pool(origin, { connections: concurrency })
  const measured = startMeasuring()
  let next = 0
  const work = async () => {
    for (let body = bodies[next++]; body; body = bodies[next++]) {
      const headers = { 'content-type': 'application/json' }
      const response = await pool.request({ path: pathname, method: 'POST', headers, body })
      await response.body.text()
    }
  }
  await Promise.all(Array.from({ length: concurrency }, work))
  const figures = measured()
  await pool.close()
  return figures
}

/** From the command to its last answer on disk. */
async function replayAll(core: Core, target: string, concurrency: number): Promise<Figures> {
  const done = Promise.withResolvers<Replay>()
  const stop = core.onAnnouncement((name, payload) => {
    if (name !== 'replays.changed') return
    const ended = (payload as { upserted: Replay[] }).upserted.find(({ state }) => state === 'done')
    if (ended) done.resolve(ended)
  })
  const { replayId: first } = await core.replays.start({
    query: '',
    target,
    mode: 'resign',
    deliveryId: 'same',
    typeNames: 'asSent',
    concurrency,
    pace: { kind: 'rate', perSecond: 0.01 }
  })
  await core.replays.control({ id: first, action: 'cancel' })
  const measured = startMeasuring()
  await core.replays.start({
    again: first,
    target,
    mode: 'resign',
    deliveryId: 'same',
    typeNames: 'asSent',
    concurrency,
    pace: { kind: 'fast' }
  })
  const { accepted } = await done.promise
  const figures = measured()
  stop()
  if (accepted < EVENTS) throw new Error(`Only ${accepted} of ${EVENTS} were accepted.`)
  return figures
}

const openCore = (dataDir: string): Promise<Core> =>
  createCore(
    {
      clock: { now: () => Date.now() },
      log: { info: () => undefined, warn: console.warn, error: console.error },
      vault: {
        describe: () => Promise.resolve({ kind: 'bench', secure: true, note: null }),
        seal: (text) => Promise.resolve(Buffer.from(text)),
        open: (sealed) => Promise.resolve(Buffer.from(sealed).toString())
      },
      startStoreWorker: () => new Worker(new URL('../src/main/core/store/worker.ts', import.meta.url)),
      startTunnelProcess: () => {
        throw new Error('The bench opens no tunnel.')
      }
    },
    {
      dataDir,
      version: 'bench',
      host: 'browser',
      receiverPort: 0,
      sessionSecrets: [BENCH_SECRET],
      forwardTargets: [],
      ngrok: { authtoken: null, configFiles: [], domain: null, connectUrl: null, connectCas: null }
    }
  )
