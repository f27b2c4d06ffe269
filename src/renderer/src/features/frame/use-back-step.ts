import { useEffect } from 'react'
import { toHash, type SelectionStore } from '../../state/selection-store.ts'

/** What the history keeps at an address: which of the two layers it stands for. */
const timeline = 'timeline'
const detail = 'detail'

/** Where what is selected covers the timeline, the browser's own Back uncovers it instead of leaving the app. */
export function useBackStep(selection: SelectionStore, isCovered: boolean): void {
  useEffect(() => {
    if (!isCovered) return undefined
    // A reload finds its step still there.
    if (window.history.state !== detail) {
      window.history.replaceState(timeline, '')
      window.history.pushState(detail, '')
    }
    const onStep = () => {
      if (window.history.state === timeline) selection.close()
    }
    window.addEventListener('popstate', onStep)
    return () => {
      window.removeEventListener('popstate', onStep)
      if (window.history.state !== detail) return
      // Uncovered by other means: the step goes, and the address below it says what is selected by now.
      const keepAddress = () => window.history.replaceState(timeline, '', toHash(selection.getSnapshot()))
      window.addEventListener('popstate', keepAddress, { once: true })
      window.history.back()
    }
  }, [selection, isCovered])
}
