import type { Call } from '../commands.ts'
import type { RunApart } from '../apart.ts'
import { outlineSome, readFully } from '../read-fully.ts'
import type { Explain } from '../signatures/explain.ts'
import type { Store } from '../store/client.ts'

export interface EventCommands {
  readonly list: Call<'events.list'>
  readonly outline: Call<'events.outline'>
  readonly get: Call<'events.get'>
  readonly body: Call<'events.body'>
  readonly history: Call<'events.history'>
  readonly diff: Call<'events.diff'>
  readonly facets: Call<'events.facets'>
  readonly histogram: Call<'events.histogram'>
  readonly star: Call<'events.star'>
  readonly note: Call<'events.note'>
}

export function createEventCommands(parts: {
  store: Store
  explain: Explain
  runApart: RunApart
}): EventCommands {
  const { store, explain } = parts
  return {
    list: (input) => readFully(input, (step) => store.call('listEvents', step)),
    outline: (input) => outlineSome(input, (step) => store.call('outlineEvents', step)),
    async get({ id }) {
      const { summary, baseId, note, deliveryId } = await store.call('getEvent', id)
      const { delivery, body } = await store.call('examine', deliveryId)
      return { ...summary, delivery: await explain(delivery, body), baseId, note }
    },
    body: (input) => store.call('eventBody', input),
    history: (input) => store.call('history', input),
    async diff(input) {
      const result = await store.call('diffOrBodies', input)
      return 'rows' in result
        ? result
        : parts.runApart({ task: 'diff', ...result, unchanged: input.unchanged })
    },
    facets: () => store.call('facets'),
    histogram: (input) => store.call('histogram', input),
    async star(input) {
      if ('ids' in input) return { changed: await store.call('starEvents', input) }
      let step = await store.call('starMatchingEvents', input)
      let { changed } = step
      while (step.next !== null) {
        step = await store.call('starMatchingEvents', { ...input, before: step.next })
        changed += step.changed
      }
      return { changed }
    },
    async note(input) {
      await store.call('noteEvent', input)
      return {}
    }
  }
}
