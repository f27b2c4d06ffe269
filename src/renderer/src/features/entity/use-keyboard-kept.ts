import { useEffect } from 'react'
import { focusPane } from '../frame/panes.ts'

/** What goes takes the keyboard along: what comes in its place gets it. */
export function useKeyboardKept(): void {
  useEffect(() => {
    // Tabs take the keyboard only once they know which of them is the chosen one.
    requestAnimationFrame(keepKeyboard)
    return () => void requestAnimationFrame(keepKeyboard)
  }, [])
}

function keepKeyboard(): void {
  // Nobody had it while the page was loading.
  if (document.activeElement === document.body && navigator.userActivation.hasBeenActive) focusPane('event')
}
