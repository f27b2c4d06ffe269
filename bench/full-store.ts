import { existsSync, mkdirSync, readFileSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openStore } from '../src/main/core/store/open.ts'
import { createOperations } from '../src/main/core/store/operations.ts'
import { createTempDir } from '../tests/support/temp-dir.ts'
import { eventsUntil, fillStore } from './fill-store.ts'
import type { MadeUpEvents } from './made-up-events.ts'

/** What an event takes on disk with its text index, and as much again while that is merged. */
const BYTES_AN_EVENT = 10_000
/** Changes whenever a store made before would no longer be the one that is asked for. */
const RECIPE = 1

export interface FullStoreOptions {
  /** How many events. */
  readonly count: number
  /** Leaves the store for the next run. */
  readonly keep: boolean
}

export interface FullStore {
  readonly dataDir: string
  readonly events: MadeUpEvents
  /** Unless it is to be kept. */
  remove(): void
}

/** A store with so many events, made now or by an earlier run. Null where the disk has no room for it, which is then said. */
export function prepareFullStore(options: FullStoreOptions): FullStore | null {
  const place = preparePlace(options)
  if (place === null) return null
  const { dataDir } = place
  const events = eventsUntil(options.count, place.lastAt)
  try {
    if (!place.isFull) {
      fillStore(dataDir, events)
      mark(dataDir, events)
      place.finish()
    }
    return { dataDir, events, remove: () => place.remove() }
  } catch (error) {
    place.remove()
    throw error
  }
}

interface Place {
  readonly dataDir: string
  readonly lastAt: number
  readonly isFull: boolean
  finish(): void
  remove(): void
}

/** Null where the disk has no room for it, which is then said. */
function preparePlace({ count, keep }: FullStoreOptions): Place | null {
  const needed = count * BYTES_AN_EVENT
  const { bavail, bsize } = statfsSync(tmpdir())
  const gigabytes = (bytes: number) => `${(bytes / 1e9).toFixed(1)} GB`
  const kept = join(tmpdir(), 'webhook inspector bench', `${count} events, recipe ${RECIPE}`)
  const stamp = join(kept, 'filled-until')
  if (keep && existsSync(stamp)) {
    console.log(`  the store of an earlier run, in ${kept}`)
    const lastAt = Number(readFileSync(stamp, 'utf8'))
    return { dataDir: kept, lastAt, isFull: true, finish: () => undefined, remove: () => undefined }
  }
  if (bavail * bsize < needed) {
    console.log(
      `  ${tmpdir()} has ${gigabytes(bavail * bsize)} free; this needs ${gigabytes(needed)}. Left out.`
    )
    return null
  }
  const lastAt = Date.now()
  if (!keep) {
    const dir = createTempDir()
    return { dataDir: dir.path, lastAt, isFull: false, finish: () => undefined, remove: () => dir.remove() }
  }
  rmSync(kept, { recursive: true, force: true })
  mkdirSync(kept, { recursive: true })
  const finish = () => writeFileSync(stamp, String(lastAt))
  return { dataDir: kept, lastAt, isFull: false, finish, remove: () => undefined }
}

/** What users add to events: stars, notes, and attempts with their answers. */
function mark(dataDir: string, events: MadeUpEvents): void {
  const store = openStore(dataDir)
  const operations = createOperations(store, () => undefined)
  const every = (parts: number) =>
    Array.from({ length: parts }, (_, part) => events.event(Math.floor((part / parts) * events.count)).id)
  operations.starEvents({ ids: every(500), starred: true })
  for (const id of every(50)) operations.noteEvent({ id, text: 'Looked at with the customer.' })
  for (const [index, eventId] of every(1_000).entries()) {
    const { id } = operations.startAttempt({
      replayId: `replay_${index}`,
      kind: 'replay',
      eventId,
      target: 'http://127.0.0.1:3000/api/webhook',
      mode: 'resign',
      startedAt: Date.now(),
      requestHeaders: [['content-type', 'application/json']],
      warning: null
    })
    const isRefused = index % 20 === 0
    operations.finishAttempt({
      id,
      result: {
        outcome: 'answered',
        status: isRefused ? 500 : 200,
        durationMs: 12,
        error: null,
        responseHeaders: [],
        responseBody: isRefused ? 'Internal Server Error' : 'ok',
        responseTruncated: false
      }
    })
  }
  store.close()
}
