import type { Call } from '../commands.ts'
import type { Store } from '../store/client.ts'

export interface MappingCommands {
  readonly ofEvent: Call<'events.mapping'>
  readonly setProvider: Call<'directories.setProvider'>
  readonly shapes: Call<'shapes.list'>
  readonly markSeen: Call<'shapes.markSeen'>
}

export function createMappingCommands({ store }: { store: Store }): MappingCommands {
  return {
    ofEvent: ({ id }) => store.call('mappingOfEvent', id),
    async setProvider(input) {
      await store.call('setProvider', input)
      return {}
    },
    shapes: (input) => store.call('listShapes', input),
    markSeen: (input) => store.call('markShapesSeen', input)
  }
}
