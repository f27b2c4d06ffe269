import { parseArgs } from 'node:util'
import { benchDiff } from './diff.ts'
import { benchEntity } from './entity.ts'
import { benchIngest } from './ingest.ts'
import { benchLatency } from './latency.ts'
import { benchMillion } from './million.ts'
import { benchPage } from './page.ts'
import { benchSend } from './send.ts'
import { benchStart } from './start.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    events: { type: 'string', default: '1000000' },
    keep: { type: 'boolean', default: false },
    seconds: { type: 'string', default: '60' }
  }
})
const count = Number(values.events)
const seconds = Number(values.seconds)
const benches: Readonly<Record<string, () => Promise<void>>> = {
  ingest: benchIngest,
  latency: benchLatency,
  diff: benchDiff,
  send: benchSend,
  entity: benchEntity,
  page: () => benchPage({ count, keep: values.keep, seconds }),
  start: () => benchStart({ count, keep: values.keep }),
  million: () => benchMillion({ count, keep: values.keep })
}
/** Take minutes and gigabytes: they run when they are asked for by name. */
const large = ['page', 'start', 'million']
const wanted =
  positionals.length > 0 ? positionals : Object.keys(benches).filter((name) => !large.includes(name))

const unknown = wanted.find((name) => !Object.hasOwn(benches, name))
if (unknown !== undefined || !Number.isInteger(count) || count < 20_000 || !(seconds >= 1)) {
  const names = Object.keys(benches).join(', ')
  console.error(
    `Usage: npm run bench -- [${names}] [--events N (20000 or more, for ${large.join(' and ')})] [--seconds N (for page)] [--keep]`
  )
  process.exitCode = 2
} else {
  for (const name of wanted) {
    console.log(`${name}:`)
    await benches[name]?.()
  }
}
