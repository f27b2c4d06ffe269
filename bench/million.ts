import { openStore, type OpenStore } from '../src/main/core/store/open.ts'
import { createOperations, type StoreOperations } from '../src/main/core/store/operations.ts'
import { createTempDir } from '../tests/support/temp-dir.ts'
import { startApp, type AppProcess } from './app-process.ts'
import { prepareFullStore, type FullStoreOptions } from './full-store.ts'
import { percentiles } from './load.ts'
import {
  captureOf,
  COMMON_TYPE,
  COMMON_WORD,
  PHRASE,
  RARE_TYPE,
  RARE_WORD,
  SHORT_WORD,
  type MadeUpEvents
} from './made-up-events.ts'
import { printTable } from './table.ts'

const PAGE = 100
const HOUR = 3_600_000
/** How a full store reads, writes and starts. Times are of the store's operations in this process. */
export async function benchMillion({ count, keep }: FullStoreOptions): Promise<void> {
  const full = prepareFullStore({ count, keep })
  try {
    if (full === null) return
    const { dataDir, events } = full
    console.log(`  ${count} events; times in ms; a page is ${PAGE} rows`)
    print(measureInside(dataDir, events))
    print(await measureApp(dataDir, events))
  } finally {
    full?.remove()
  }
}

type Row = [what: string, median: string, p95: string, aim: string, remark: string]

const print = (rows: readonly Row[]) => printTable(['What', 'median', 'p95', 'aim', 'remark'], rows)

/** Runs it until there are enough samples or two seconds are over, after a warm-up. */
function sample(work: () => unknown): { readonly median: string; readonly p95: string } {
  const times: number[] = []
  for (let run = 0; run < 5; run++) work()
  const until = performance.now() + 2_000
  while (times.length < 200 && (performance.now() < until || times.length < 5)) {
    const startedAt = performance.now()
    work()
    times.push(performance.now() - startedAt)
  }
  const { p50, p95 } = percentiles(times)
  return { median: digits(p50), p95: digits(p95) }
}

const digits = (ms: number): string => (ms < 10 ? ms.toFixed(2) : ms.toFixed(0))

/** A page as the core makes one: in steps, until it is full or there is no more. */
function readPage(operations: StoreOperations, query: string, before?: string) {
  let steps = 0
  let found = 0
  let next: string | null | undefined = before
  do {
    const page = operations.listEvents({ query, before: next ?? undefined, limit: PAGE - found })
    steps++
    found += page.rows.length
    next = page.next
  } while (next !== null && found < PAGE)
  return { steps, found }
}

function measureInside(dataDir: string, events: MadeUpEvents): Row[] {
  const rows: Row[] = []
  const store = openStore(dataDir)
  try {
    const operations = createOperations(store, () => undefined)
    while (operations.tidy(true));
    measureReading(store, operations, events, rows)
    measureWriting(operations, events, rows)
    return rows
  } finally {
    store.close()
  }
}

function measureReading({ db }: OpenStore, operations: StoreOperations, events: MadeUpEvents, rows: Row[]) {
  const measure = (what: string, aim: string, work: () => unknown, remark = '') => {
    const { median, p95 } = sample(work)
    rows.push([what, median, p95, aim, remark])
  }
  const measurePage = (query: string, aim: string, before?: string) => {
    const { steps, found } = readPage(operations, query, before)
    const remark = `${found} rows${steps > 1 ? ` in ${steps} steps` : ''}`
    measure(`\`${query}\``, aim, () => readPage(operations, query, before), remark)
  }
  const depth = Math.floor(events.count / 2)
  const deep = db
    .prepare<[number], number>(`SELECT seq FROM events ORDER BY seq DESC LIMIT 1 OFFSET ?`)
    .pluck()
    .get(depth)
  const middle = events.event(depth)
  const day = (at: number) => new Date(at).toISOString().slice(0, 10)
  const { organizations } = operations.facets()
  const largest = organizations[0]?.id ?? ''
  const smallest = organizations.at(-1)?.id ?? ''

  measure('first page', '1', () => readPage(operations, ''))
  measure(`page at depth ${depth}`, '1', () => readPage(operations, '', String(deep)))
  measurePage(`type:${COMMON_TYPE}`, '2')
  measurePage(`type:${RARE_TYPE}`, '2')
  measurePage('type:user.*', '2')
  measurePage('type:created', '2')
  measurePage('action:disabled', '2')
  measurePage(`org:${largest}`, '2')
  measurePage(`org:${smallest}`, '2')
  measurePage(`org:${largest} type:${RARE_TYPE}`, '2')
  measurePage(`org:${smallest} type:${COMMON_TYPE}`, '2')
  measurePage(`entity:${middle.entityId}`, '2')
  measurePage('status:200', '2')
  measurePage('status:5xx', '2')
  measurePage('is:starred', '2')
  measurePage('is:late', '2')
  measurePage('is:starred is:late', '2')
  measurePage('is:retried', '2')
  measurePage('has:note', '2')
  measurePage(`id:${middle.id}`, '2')
  measurePage(`id:msg_${middle.id}`, '2')
  measurePage(`before:${day(middle.receivedAt)}`, '2')
  measurePage(`after:${day(middle.receivedAt)} before:${day(middle.receivedAt + 24 * HOUR)}`, '2')
  measurePage(`before:${day(middle.receivedAt)} org:${largest} type:user.login`, '2')
  measurePage(`-type:${COMMON_TYPE}`, '2')
  measurePage('-action:updated -is:starred', '2')
  measurePage('status:none', '2')
  measurePage(COMMON_WORD, '30')
  measurePage(RARE_WORD, '30')
  measurePage(middle.badge.slice(0, 9), '30')
  measurePage(middle.badge, '30')
  measurePage(`"${PHRASE}"`, '30')
  measurePage(`${COMMON_WORD} org:${smallest}`, '30')
  measurePage(`${RARE_WORD} org:${largest}`, '30')
  measurePage(`${COMMON_WORD} -type:${COMMON_TYPE}`, '30')
  measurePage('has:manager', '30')
  measurePage('NoSuchWordAnywhere', '30')
  measurePage('CC', '30')
  measure(
    `\`${SHORT_WORD}\`, which nothing has: one step`,
    '30',
    () => operations.listEvents({ query: SHORT_WORD, limit: PAGE }),
    'two letters are not indexed'
  )
  measure('deliveries, first page', '1', () => operations.listDeliveries({ limit: PAGE }))
  measure('rejected deliveries', '2', () => operations.listDeliveries({ verdict: 'rejected', limit: PAGE }))
  measure('facets', '5', () => operations.facets(), `${organizations.length} organisations`)
  const to = events.event(events.count - 1).receivedAt
  measure('histogram, 24 h by minute', '5', () =>
    operations.histogram({ from: to - 24 * HOUR, to, width: 'minute' })
  )
  measure('histogram, 30 days by hour', '5', () =>
    operations.histogram({ from: to - 720 * HOUR, to, width: 'hour' })
  )
  measure('history of an entity', '2', () => operations.history({ id: middle.id, limit: PAGE }))
  measure('an event with its body', '1', () => {
    operations.getEvent(middle.id)
    operations.eventBody({ id: middle.id, offset: 0, length: undefined, form: 'arrived' })
  })
}

/** Small batches, as a busy receiver hands them over; then the text index and the retention take their turn. */
function measureWriting(operations: StoreOperations, events: MadeUpEvents, rows: Row[]): void {
  const empty = createTempDir()
  const other = openStore(empty.path)
  try {
    const [full, small] = timeCaptures([operations, createOperations(other, () => undefined)], events)
    rows.push([
      `capture of ${BATCH} deliveries`,
      digits(full.p50),
      digits(full.p95),
      '',
      `÷ empty store ${(full.p50 / small.p50).toFixed(2)}; ${((BATCH / full.p50) * 1000).toFixed(0)} deliveries a second`
    ])
    const measureSlices = (what: string) => {
      const times: number[] = []
      for (let isMore = true; isMore;) {
        const startedAt = performance.now()
        isMore = operations.tidy(true)
        times.push(performance.now() - startedAt)
      }
      const { p50, p95 } = percentiles(times)
      rows.push([what, digits(p50), digits(p95), '20', `${times.length} slices`])
    }
    measureSlices('slice of the text index')
    // What the captures above have added goes again, at the other end.
    operations.setRetention({
      maxAgeDays: null,
      maxEvents: events.count,
      maxBytes: null,
      maxUnverified: 1_000_000
    })
    measureSlices('slice of the retention')
  } finally {
    other.close()
    empty.remove()
  }
}

const BATCH = 32
const BATCHES = 200

/** Stores events that no run has stored before in both, a batch here and a batch there. */
function timeCaptures(stores: readonly [StoreOperations, StoreOperations], events: MadeUpEvents) {
  const times: readonly [number[], number[]] = [[], []]
  for (let batch = 0; batch < BATCHES; batch++) {
    const receivedAt = Date.now()
    const deliveries = Array.from({ length: BATCH }, (_, index) => {
      const { id, body } = events.event(events.count + batch * BATCH + index)
      const ownId = `${id}${receivedAt}`
      return captureOf(`msg_${ownId}`, receivedAt, Buffer.from(body.toString().replaceAll(id, ownId)))
    })
    for (const [index, operations] of stores.entries()) {
      const startedAt = performance.now()
      operations.capture(deliveries)
      times[index]?.push(performance.now() - startedAt)
    }
  }
  const settled = (all: readonly number[]) => percentiles(all.slice(BATCHES / 10))
  return [settled(times[0]), settled(times[1])] as const
}

const STARTS = 9
const PAGES = 200

async function measureApp(dataDir: string, events: MadeUpEvents): Promise<Row[]> {
  const rows: Row[] = []
  const empty = createTempDir()
  try {
    const times = { empty: [] as number[], full: [] as number[] }
    for (let run = 0; run < STARTS; run++) {
      times.empty.push(await timeOfStart(empty.path))
      times.full.push(await timeOfStart(dataDir))
    }
    const [none, full] = [percentiles(times.empty), percentiles(times.full)]
    rows.push([
      'spawn to ready',
      digits(full.p50),
      digits(full.p95),
      digits(none.p50 * 1.2),
      `÷ empty store ${(full.p50 / none.p50).toFixed(2)}, aim 1.2`
    ])
    const app = await startApp(dataDir)
    try {
      await measureServed(app, events, rows)
    } finally {
      await app.close()
    }
    return rows
  } finally {
    empty.remove()
  }
}

async function timeOfStart(dataDir: string): Promise<number> {
  const app = await startApp(dataDir)
  await app.close()
  return app.readyMs
}

/** Pages through the lists as somebody does who scrolls, then looks how much memory that took. */
async function measureServed(app: AppProcess, events: MadeUpEvents, rows: Row[]): Promise<void> {
  const atStart = app.residentBytes()
  const times: number[] = []
  for (const query of ['', `type:${COMMON_TYPE}`, COMMON_WORD]) {
    let before: string | undefined
    for (let page = 0; page < PAGES; page++) {
      const startedAt = performance.now()
      const { next } = await app.ask('events.list', { query, limit: PAGE, before })
      if (query === '') times.push(performance.now() - startedAt)
      if (next === null) break
      before = next
    }
  }
  for (let step = 0; step < PAGES; step++) {
    const { id, badge } = events.event(events.count - 1 - Math.floor((step / PAGES) * (events.count / 2)))
    await app.ask('events.list', { query: badge })
    await app.ask('events.get', { id })
    await app.ask('events.body', { id })
    await app.ask('events.facets', {})
  }
  const { p50, p95 } = percentiles(times)
  rows.push(['page of the list over HTTP, end to end', digits(p50), digits(p95), '', 'for orientation'])
  const megabytes = (bytes: number | null) =>
    bytes === null ? 'unknown here' : `${Math.round(bytes / 1e6)} MB`
  rows.push([
    'resident memory after all that',
    megabytes(app.residentBytes()),
    '',
    '250 MB',
    `${megabytes(atStart)} at the start`
  ])
}
