import type { StoreChange } from '../../src/main/core/store/context.ts'
import { openStore, type OpenStore } from '../../src/main/core/store/open.ts'
import { createOperations, type StoreOperations } from '../../src/main/core/store/operations.ts'
import { createTempDir } from './temp-dir.ts'

export interface TempStore {
  readonly store: OpenStore
  readonly operations: StoreOperations
  readonly changes: StoreChange[]
  close(): void
}

/** The store's operations on a real file of its own, without the thread around them. */
export function openTempStore(): TempStore {
  const dir = createTempDir()
  const store = openStore(dir.path)
  const changes: StoreChange[] = []
  return {
    store,
    operations: createOperations(store, (change) => changes.push(change)),
    changes,
    close() {
      store.close()
      dir.remove()
    }
  }
}
