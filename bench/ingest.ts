import { setTimeout as sleep } from 'node:timers/promises'
import { createTempDir } from '../tests/support/temp-dir.ts'
import {
  startApp,
  startBareServer,
  startMockttp,
  type AppProcess,
  type ServerProcess
} from './app-process.ts'
import { installPeers } from './install-peers.ts'
import { drive, driveAtRate, percentiles, signedRequests, type LoadResult } from './load.ts'
import { printTable } from './table.ts'

const CONNECTIONS = 32
const ROUNDS = 5
const REQUESTS = 12_000
const PER_SECOND = 1_000
const SECONDS = 5

interface Contestant {
  readonly name: string
  readonly server: ServerProcess
  /** One result a round. */
  readonly closed: (LoadResult & { readonly loopP99: number })[]
  readonly open: LoadResult[]
}

/** Durable, verified ingest against a bare server and against mockttp, in turns within one run. */
export async function benchIngest(): Promise<void> {
  const dir = createTempDir()
  const contestants: Contestant[] = []
  const enter = (name: string, server: ServerProcess) =>
    contestants.push({ name, server, closed: [], open: [] })
  try {
    enter('bare node:http', await startBareServer())
    if (installPeers()) enter('mockttp, recording to memory', await startMockttp())
    else console.log('  mockttp could not be installed: the comparison goes without it.')
    const app = await startApp(dir.path)
    enter('the app: verified, on disk', app)

    for (const { server } of contestants) {
      await drive(server.receiverUrl, signedRequests(REQUESTS), CONNECTIONS)
      await untilQuiet(app)
    }
    for (let round = 0; round < ROUNDS; round++) {
      // Each goes first once in a while, so that none gains by its place.
      for (const one of contestants.map((_, index) => contestants[(index + round) % contestants.length]!)) {
        const { server, closed } = one
        const requests = signedRequests(REQUESTS)
        server.forgetLoopDelay()
        const result = await drive(server.receiverUrl, requests, CONNECTIONS)
        closed.push({ ...result, loopP99: (await server.loopDelay()).p99 })
        await untilQuiet(app)
        one.open.push(await driveAtRate(server.receiverUrl, signedRequests(PER_SECOND * SECONDS), PER_SECOND))
        await untilQuiet(app)
      }
      const rates = contestants.map(({ name, closed }) => `${name} ${closed[round]?.perSecond.toFixed(0)}/s`)
      console.log(`  round ${round + 1}: ${rates.join(' · ')}`)
    }
    print(contestants)
  } finally {
    for (const { server } of contestants) await server.close()
    dir.remove()
  }
}

/** What the app does in quiet moments must not weigh on whoever is measured next. */
async function untilQuiet(app: AppProcess): Promise<void> {
  do await sleep(500)
  while ((await app.ask('stats.summary', {})).unindexed > 0)
}

function print(contestants: readonly Contestant[]): void {
  const limits = contestants[0]?.closed ?? []
  const rows = contestants.map(({ name, closed, open }) => {
    const shares = closed.map(({ perSecond }, round) => perSecond / (limits[round]?.perSecond ?? Number.NaN))
    const median = (values: readonly number[], digits: number) => percentiles(values).p50.toFixed(digits)
    const range = `${Math.min(...shares).toFixed(2)} to ${Math.max(...shares).toFixed(2)}`
    const of = (results: readonly LoadResult[]) =>
      `${median(
        results.map(({ p50 }) => p50),
        1
      )} / ${median(
        results.map(({ p99 }) => p99),
        1
      )}`
    return [
      name,
      median(
        closed.map(({ perSecond }) => perSecond),
        0
      ),
      `${median(shares, 3)} (${range})`,
      of(closed),
      median(
        closed.map(({ loopP99 }) => loopP99),
        1
      ),
      of(open)
    ]
  })
  console.log(`  1.2 KB bodies; medians of ${ROUNDS} rounds; times in ms, p50 / p99.`)
  printTable(
    [
      'Server',
      'deliveries a second',
      '÷ bare',
      `ack, ${CONNECTIONS} connections`,
      'event-loop delay p99',
      `ack at ${PER_SECOND} a second`
    ],
    rows
  )
}
