import type { Store } from '../../src/main/core/store/client.ts'
import type { StoreOperations } from '../../src/main/core/store/operations.ts'

/** The store's operations as the core calls them, without the thread between. */
export const directStore = (operations: StoreOperations): Store =>
  ({
    call: async (name: keyof StoreOperations, input: unknown) =>
      (operations[name] as (input: unknown) => unknown)(input)
  }) as unknown as Store
