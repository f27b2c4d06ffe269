import { useAppState } from '../../state/app-state.ts'
import type { View } from '../../state/selection-store.ts'
import { useStore } from '../../state/store.ts'

/** How many rows each view has, as far as they have been counted. */
export function useViewCounts(): Readonly<Partial<Record<View, number>>> {
  const { stats, facets } = useAppState()
  const counts = useStore(stats).value
  const starred = useStore(facets).value?.flags.starred
  return { ...counts, ...(starred !== undefined && { starred }) }
}
