import { useSyncExternalStore } from 'react'

/** A row's height in px, as the density has it: the one place where the token is read. */
export function useRowHeight(): number {
  return useSyncExternalStore(watchDensity, readHeight)
}

function watchDensity(onChange: () => void): () => void {
  const observer = new MutationObserver(onChange)
  observer.observe(document.documentElement, { attributeFilter: ['data-density'] })
  return () => observer.disconnect()
}

const readHeight = (): number =>
  Number.parseFloat(getComputedStyle(document.documentElement).getPropertyValue('--row-height'))
