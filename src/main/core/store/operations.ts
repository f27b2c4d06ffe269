import { statSync } from 'node:fs'
import type { Stats } from '#shared/total-models.ts'
import { endpointIdOf } from '../endpoints/endpoint-id.ts'
import { createAttemptOperations } from './attempt-operations.ts'
import { createCaptureOperations } from './capture-operations.ts'
import { createContext, type StoreChange } from './context.ts'
import { createDeletionOperations } from './deletion-operations.ts'
import { createDeliveryOperations } from './delivery-operations.ts'
import { createEndpointOperations } from './endpoint-operations.ts'
import { createEntityHistory } from './entity-history.ts'
import { createEntityNames } from './entity-names.ts'
import { createEntityOperations } from './entity-operations.ts'
import { createEventOperations } from './event-operations.ts'
import { createExport } from './export.ts'
import { createForwardingOperations } from './forwarding-operations.ts'
import { createImport } from './import.ts'
import { createMappingOperations } from './mapping-operations.ts'
import type { OpenStore } from './open.ts'
import { createReplayAttemptOperations } from './replay-attempt-operations.ts'
import { createReplayOperations } from './replay-operations.ts'
import { createRetention } from './retention.ts'
import { createSettingStore } from './settings.ts'
import { createShapeStudy } from './shapes.ts'
import { createStudy } from './study.ts'
import { createTextIndex } from './text-index.ts'
import { createVariantOperations } from './variant-operations.ts'

/** A quiet slice takes about 10 ms, be it indexing or erasing. */
const ROWS_A_SLICE = { quiet: 50, busy: 10 }

export type StoreOperations = ReturnType<typeof createOperations>

/**
 * Everything the store worker can be asked, on one connection. Each method is synchronous and, where it
 * writes, one transaction. `onChange` fires after the commit.
 */
export function createOperations(
  opened: OpenStore,
  onChange: (change: StoreChange) => void,
  /** Where a worker that takes over goes on counting; null for the first of this run. */
  resumeAt: number | null = null
) {
  const store = createContext(opened, onChange, resumeAt ?? 0)
  const { db, file, tally } = store
  const settings = createSettingStore(db)
  const text = createTextIndex(store)
  const endpoints = db.prepare<[], { key: number; name: string }>(`SELECT key, name FROM endpoints`)
  const endpointNames = () => new Map(endpoints.all().map(({ key, name }) => [endpointIdOf(key), name]))
  const history = createEntityHistory(store)
  const study = createStudy(
    store,
    [createEntityNames(db).learn, history.noteGrowth],
    [createShapeStudy(store)]
  )
  const { captureOne, ...capturing } = createCaptureOperations(store, study)
  const { purgeSome, resumeUndo, ...deleting } = createDeletionOperations(
    store,
    text,
    endpointNames,
    resumeAt !== null
  )
  const retention = createRetention(store, text)

  return {
    ...capturing,
    ...createEventOperations(store, text, endpointNames),
    ...createEntityOperations(store, history),
    ...createDeliveryOperations(store, text, endpointNames),
    ...createMappingOperations(store),
    ...createAttemptOperations(store),
    ...createForwardingOperations(store),
    ...createReplayOperations(store, text, endpointNames, resumeAt !== null),
    ...createReplayAttemptOperations(store),
    ...createVariantOperations(store),
    ...deleting,
    ...createExport(store, text, endpointNames),
    ...createImport(store, text, study, captureOne),
    setRetention: retention.setLimits,
    ...createEndpointOperations(db),

    allSettings: () => settings.all(),
    setSettings: (values: Readonly<Record<string, unknown>>) => settings.set(values),

    /** Writes the database anew without what was deleted, of which no byte is left then. */
    compact(): { beforeBytes: number; afterBytes: number } {
      const size = () => sizeOf(file) + sizeOf(`${file}-wal`)
      const beforeBytes = size()
      db.exec('VACUUM')
      db.pragma('wal_checkpoint(TRUNCATE)')
      return { beforeBytes, afterBytes: size() }
    },

    /** Commits a mark, and nothing that could be taken for a delivery. */
    proveDisk: (): void => tally.mark('proved', Date.now()),

    /** What it is made of, for diagnostics. */
    describe: (): { sqlite: string; schema: number; freePages: number } => ({
      sqlite: db.prepare<[], string>('SELECT sqlite_version()').pluck().get() ?? 'unknown',
      schema: Number(db.pragma('user_version', { simple: true })),
      freePages: Number(db.pragma('freelist_count', { simple: true }))
    }),

    stats(): Stats {
      return {
        seq: store.seq(),
        events: tally.read('events'),
        verified: tally.read('verified'),
        rejected: tally.read('rejected'),
        unchecked: tally.read('unchecked'),
        interceptors: tally.read('interceptors'),
        unindexed: text.waiting(),
        databaseBytes: sizeOf(file) + sizeOf(`${file}-wal`)
      }
    },

    /** One slice of what is done in quiet moments. True while there is more. */
    tidy(isQuiet: boolean): boolean {
      const rows = isQuiet ? ROWS_A_SLICE.quiet : ROWS_A_SLICE.busy
      const now = Date.now()
      const tasks = [
        () => text.indexSome(rows),
        () => study.studySome(rows),
        () => history.followSome(rows),
        () => resumeUndo(rows),
        () => purgeSome(now, rows),
        () => retention.tidySome(now, rows)
      ]
      // While deliveries keep coming, none of them may wait until another is done.
      return isQuiet ? tasks.some((work) => work()) : tasks.map((work) => work()).includes(true)
    },
    /** Moves the write-ahead log into the database as far as no reader needs it. For quiet moments. */
    checkpoint: (): void => void db.pragma('wal_checkpoint(PASSIVE)')
  }
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0
}
