import { benchIngest } from './ingest.ts'
import { benchLatency } from './latency.ts'
import { benchStartup } from './startup.ts'

const benches = { ingest: benchIngest, latency: benchLatency, startup: benchStartup }
const wanted = process.argv.slice(2)
for (const [name, bench] of Object.entries(benches)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue
  console.log(`${name}:`)
  await bench()
}
