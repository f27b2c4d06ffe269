import { createTempDir } from '../tests/support/temp-dir.ts'
import { startApp, startBareServer } from './app-process.ts'
import { drive, percentiles, signedRequests } from './load.ts'

const CONNECTIONS = 32
const ROUNDS = 5
const REQUESTS = 12_000

/** Durable, verified ingest against a bare server that reads and answers, in turns within one run. */
export async function benchIngest(): Promise<void> {
  const dir = createTempDir()
  const app = await startApp(dir.path)
  const bare = await startBareServer()
  try {
    const ratios: number[] = []
    await drive(app.receiverUrl, signedRequests(REQUESTS), CONNECTIONS)
    await drive(bare.receiverUrl, signedRequests(REQUESTS), CONNECTIONS)
    for (let round = 1; round <= ROUNDS; round++) {
      const limit = await drive(bare.receiverUrl, signedRequests(REQUESTS), CONNECTIONS)
      const ours = await drive(app.receiverUrl, signedRequests(REQUESTS), CONNECTIONS)
      ratios.push(ours.perSecond / limit.perSecond)
      console.log(
        `  round ${round}: bare ${limit.perSecond.toFixed(0)}/s (p99 ${limit.p99.toFixed(1)} ms), ` +
          `app ${ours.perSecond.toFixed(0)}/s (p50 ${ours.p50.toFixed(1)}, p99 ${ours.p99.toFixed(1)} ms), ` +
          `ratio ${(ours.perSecond / limit.perSecond).toFixed(3)}`
      )
    }
    const { p50: median } = percentiles(ratios)
    console.log(
      `  durable verified ingest ÷ bare node:http, ${CONNECTIONS} connections, 1.2 KB: ${median.toFixed(3)}`
    )
  } finally {
    await app.close()
    await bare.close()
    dir.remove()
  }
}
