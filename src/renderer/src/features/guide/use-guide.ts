import { useEffect } from 'react'
import { useClient } from '../../client/client-context.tsx'
import { notify } from '../../components/notify.ts'
import { useAppState, type StepName } from '../../state/app-state.ts'
import { useStore } from '../../state/store.ts'
import { focusPane } from '../frame/panes.ts'
import { readSteps, realEvents, wholeGuide, type Step } from './steps.ts'

/** Null until all of it is known. */
export function useSteps(): readonly Step[] | null {
  const state = useAppState()
  const status = useStore(state.listening).value
  const settings = useStore(state.settings).value
  const secrets = useStore(state.secrets).value
  const stats = useStore(state.stats).value
  const facets = useStore(state.facets).value
  const test = useStore(state.pathTest)
  if (!status || !settings || !secrets || !stats || !facets) return null
  return readSteps({ status, settings, secrets, stats, facets, test })
}

interface GuideControl {
  /** Whether the guide has the reader's attention: shown wherever no row is. */
  readonly isOpen: boolean
  readonly isPutAway: boolean
  readonly isSkipped: (name: StepName) => boolean
  /** Brings it back, whatever is shown. */
  readonly open: () => void
  readonly putAway: () => void
  readonly skip: (name: StepName) => void
  readonly takeUp: (name: StepName) => void
}

export function useGuide(): GuideControl {
  const client = useClient()
  const { guide, settings, selection } = useAppState()
  const skipped = useStore(settings).value?.skippedSteps ?? []
  const setSkipped = (skippedSteps: readonly string[]) =>
    void notify.whenFailed('Could not remember it', () =>
      client.call('settings.set', { skippedSteps: [...skippedSteps] })
    )
  const takeUp = (name: string) => {
    if (skipped.includes(name)) setSkipped(skipped.filter((each) => each !== name))
  }
  const add = (name: string) => {
    if (!skipped.includes(name)) setSkipped([...skipped, name])
  }
  return {
    isOpen: useStore(guide).isOpen === true,
    isPutAway: skipped.includes(wholeGuide),
    isSkipped: (name) => skipped.includes(name),
    open() {
      guide.set({ ...guide.getSnapshot(), isOpen: true, step: null, isPinned: false })
      selection.clear()
      takeUp(wholeGuide)
      focusPane('event')
    },
    putAway() {
      guide.set({ ...guide.getSnapshot(), isOpen: false })
      selection.close()
      add(wholeGuide)
      focusPane('timeline')
    },
    skip(name) {
      guide.set({ ...guide.getSnapshot(), isPinned: false })
      add(name)
    },
    takeUp
  }
}

/** Opens the guide by itself while nothing but samples has ever arrived, unless it was put away. */
export function useGuideStart(): void {
  const { guide, settings, facets } = useAppState()
  const skipped = useStore(settings).value?.skippedSteps
  const counted = useStore(facets).value
  const isUndecided = useStore(guide).isOpen === null
  useEffect(() => {
    if (!isUndecided || !skipped || !counted) return
    const isOpen = realEvents(counted) === 0 && !skipped.includes(wholeGuide)
    guide.set({ ...guide.getSnapshot(), isOpen })
  }, [guide, isUndecided, skipped, counted])
}
