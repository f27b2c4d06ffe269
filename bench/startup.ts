import { createTempDir } from '../tests/support/temp-dir.ts'
import { startApp, startBareServer, type ServerProcess } from './app-process.ts'
import { eventsUntil, fillStore } from './fill-store.ts'
import { percentiles } from './load.ts'

const RUNS = 7

/** From spawn to the ready line, with an empty store and with 100,000 events, against a bare server. */
export async function benchStartup(): Promise<void> {
  const empty = createTempDir()
  const full = createTempDir()
  try {
    fillStore(full.path, eventsUntil(100_000, Date.now()))
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

async function timeOf(start: () => Promise<ServerProcess>): Promise<number> {
  const server = await start()
  await server.close()
  return server.readyMs
}
