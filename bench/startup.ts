import { performance } from 'node:perf_hooks'
import { openStore } from '../src/main/core/store/open.ts'
import { createOperations } from '../src/main/core/store/operations.ts'
import { createTempDir } from '../tests/support/temp-dir.ts'
import { startApp, startBareServer } from './app-process.ts'
import { percentiles, signedRequest } from './load.ts'

const RUNS = 7

/** From spawn to the ready line, with an empty store and with 100,000 events, against a bare server. */
export async function benchStartup(): Promise<void> {
  const empty = createTempDir()
  const full = createTempDir()
  try {
    fillStore(full.path, 100_000)
    const times = { bare: [] as number[], empty: [] as number[], full: [] as number[] }
    for (let run = 0; run < RUNS; run++) {
      times.bare.push(await timeOf(startBareServer))
      times.empty.push(await timeOf(() => startApp(empty.path)))
      times.full.push(await timeOf(() => startApp(full.path)))
    }
    const bare = percentiles(times.bare).p50
    for (const [name, values] of Object.entries(times)) {
      const { p50 } = percentiles(values)
      console.log(`  ${name.padEnd(6)} ${p50.toFixed(0)} ms (÷ bare server ${(p50 / bare).toFixed(2)})`)
    }
  } finally {
    empty.remove()
    full.remove()
  }
}

async function timeOf(start: () => ReturnType<typeof startBareServer>): Promise<number> {
  const process = await start()
  await process.close()
  return process.readyMs
}

/** Fills a store through its own operations, in large batches. */
export function fillStore(dataDir: string, count: number): void {
  const store = openStore(dataDir)
  const operations = createOperations(store, () => undefined)
  const startedAt = performance.now()
  const firstAt = Date.now() - count * 1_000
  for (let from = 0; from < count; from += 1_000) {
    operations.capture(
      Array.from({ length: Math.min(1_000, count - from) }, (_, index) => {
        const { headers, body } = signedRequest(`evt_fill_${from + index}`)
        return {
          body,
          delivery: {
            receivedAt: firstAt + (from + index) * 1_000,
            method: 'POST',
            target: '/api/webhook/user-access',
            httpVersion: '1.1',
            remoteAddress: '127.0.0.1',
            headers: Object.entries(headers),
            trailers: [],
            bodyBytes: body.byteLength,
            bodyComplete: true,
            verdict: 'verified' as const,
            reasonCode: null,
            reasonMessage: null,
            status: 200,
            webhookId: headers['webhook-id'] ?? null,
            secretId: 'session_1',
            sample: false
          }
        }
      })
    )
  }
  store.close()
  console.log(`  filled ${count} events in ${((performance.now() - startedAt) / 1000).toFixed(1)} s`)
}
