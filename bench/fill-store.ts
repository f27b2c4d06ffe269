import { openStore } from '../src/main/core/store/open.ts'
import { createOperations } from '../src/main/core/store/operations.ts'
import { createMadeUpEvents, type Captured, type MadeUpEvents } from './made-up-events.ts'

const BATCH = 1_000
const DAY = 86_400_000
const DAYS = 30

/** Events over the thirty days before that moment. */
export const eventsUntil = (count: number, lastAt: number): MadeUpEvents =>
  createMadeUpEvents(count, lastAt - DAYS * DAY, DAYS * DAY)

/** Fills a new store through its own operations, text index included. What it took is printed. */
export function fillStore(dataDir: string, events: MadeUpEvents): void {
  const store = openStore(dataDir)
  store.db.pragma('synchronous = OFF') // A fill that a power cut ends is begun again.
  const operations = createOperations(store, () => undefined)
  let waiting: Captured[] = []
  let capturing = 0
  let indexing = 0
  const flush = () => {
    const startedAt = performance.now()
    operations.capture(waiting)
    waiting = []
    const capturedAt = performance.now()
    while (operations.tidy(true));
    capturing += capturedAt - startedAt
    indexing += performance.now() - capturedAt
  }
  for (let index = 0; index < events.count; index++) {
    waiting.push(...events.deliveries(index))
    if (waiting.length >= BATCH) flush()
    if ((index + 1) % 100_000 === 0) console.error(`  ${index + 1} events…`)
  }
  flush()
  operations.checkpoint()
  const { databaseBytes } = operations.stats()
  store.close()
  const rate = (ms: number) => (events.count / (ms / 1000)).toFixed(0)
  console.log(
    `  filled ${events.count} events: ${rate(capturing)} stored and ${rate(indexing)} indexed a second, ` +
      `${(databaseBytes / 1e9).toFixed(2)} GB on disk`
  )
}
