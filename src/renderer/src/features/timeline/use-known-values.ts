import { parseQuery } from '#shared/query/parse-query.ts'
import { useClient } from '../../client/client-context.tsx'
import { useAppState } from '../../state/app-state.ts'
import { isMasked } from '../../masking/is-masked.ts'
import { useStore } from '../../state/store.ts'
import type { Known } from './filter-suggestions.ts'

const mostRecent = 10
const shortest = 3

/** What the filter box offers: what is stored, and what was used lately. */
export function useKnownValues(): Known {
  const { facets, endpoints, settings } = useAppState()
  const counted = useStore(facets).value
  const listed = useStore(endpoints).value
  const recent = useStore(settings).value?.recentFilters ?? []
  return {
    types: (counted?.types ?? []).map(({ type, count }) => ({ value: type, count })),
    organizations: (counted?.organizations ?? []).map(({ id, name }) =>
      name === null ? { value: id, detail: '' } : { value: name, detail: id }
    ),
    endpoints: (listed ?? []).map(({ name }) => name),
    // Whom the reader looked for is nobody else's business.
    recent: useStore(isMasked) ? [] : recent
  }
}

/** Keeps a filter among those that were used lately, if it reads. */
export function useRemember(): (text: string) => void {
  const client = useClient()
  const { settings } = useAppState()
  return (text) => {
    const filter = text.trim()
    const recent = settings.getSnapshot().value?.recentFilters
    if (!recent || filter.length < shortest || recent[0] === filter || !parseQuery(filter, Date.now()).ok)
      return
    const next = [filter, ...recent.filter((one) => one !== filter)].slice(0, mostRecent)
    // Nobody waits for it: without it the next time is a little less convenient.
    void client.call('settings.set', { recentFilters: next }).catch(() => undefined)
  }
}
