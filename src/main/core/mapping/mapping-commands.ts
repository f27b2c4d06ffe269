import type { RunApart } from '../apart.ts'
import type { Call } from '../commands.ts'
import type { Store } from '../store/client.ts'

export interface MappingCommands {
  readonly ofEvent: Call<'events.mapping'>
  readonly setProvider: Call<'directories.setProvider'>
  readonly shapes: Call<'shapes.list'>
  readonly markSeen: Call<'shapes.markSeen'>
}

export function createMappingCommands({
  store,
  runApart
}: {
  store: Store
  runApart: RunApart
}): MappingCommands {
  return {
    async ofEvent({ id }) {
      const result = await store.call('mappingOrWork', id)
      return 'task' in result ? runApart(result) : result
    },
    async setProvider(input) {
      await store.call('setProvider', input)
      return {}
    },
    shapes: (input) => store.call('listShapes', input),
    markSeen: (input) => store.call('markShapesSeen', input)
  }
}
