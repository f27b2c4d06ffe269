import type { Mapping } from '#shared/mapping-models.ts'
import { perform } from '../../src/main/core/apart.ts'
import type { StoreOperations } from '../../src/main/core/store/operations.ts'

/** The mapping of an event, a large one worked out here instead of apart. */
export function mappingOf(operations: Pick<StoreOperations, 'mappingOrWork'>, id: string): Mapping {
  const result = operations.mappingOrWork(id)
  return 'task' in result ? (perform(result) as Mapping) : result
}
