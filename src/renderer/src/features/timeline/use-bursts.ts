import { useCallback, useState } from 'react'
import type { EventSummary } from '#shared/models.ts'
import { useRemembered } from '../../lib/use-remembered.ts'
import { useAppState } from '../../state/app-state.ts'
import { useStore } from '../../state/store.ts'
import { foldBursts, type SaidOfBursts } from './fold-bursts.ts'

/** How the events of a list fold: never those that a filter found, whose neighbours are not what they were. */
export function useBursts(isWhole: boolean) {
  const [isOn, setIsOn] = useRemembered('fold-bursts', true)
  const [said, setSaid] = useState<SaidOfBursts>(new Map())
  const { selection } = useAppState()
  const { id } = useStore(selection)
  const fold = useCallback((rows: readonly EventSummary[]) => foldBursts(rows, said, id), [said, id])
  return {
    fold: isOn && isWhole ? fold : null,
    sayOfBurst: (rows: readonly EventSummary[], word: 'open' | 'folded') =>
      setSaid(new Map([...said, ...rows.map((row) => [row.id, word] as const)])),
    toggle: isWhole ? { isOn, set: setIsOn } : null
  }
}
