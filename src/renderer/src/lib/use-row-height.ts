import { useSyncExternalStore } from 'react'

/** A row's height in px, as the density has it: the one place where the token is read. */
export function useRowHeight(): number {
  return useSyncExternalStore(watchDensity, heightNow)
}

function watchDensity(onChange: () => void): () => void {
  const observer = new MutationObserver(onChange)
  observer.observe(document.documentElement, { attributeFilter: ['data-density'] })
  return () => observer.disconnect()
}

let read: { readonly density: string | undefined; readonly height: number } | null = null

/** Asked for in every frame while a list scrolls, and reading the token makes the browser work out all styles first. */
function heightNow(): number {
  const { density } = document.documentElement.dataset
  if (read === null || read.density !== density) read = { density, height: readHeight() }
  return read.height
}

const readHeight = (): number =>
  Number.parseFloat(getComputedStyle(document.documentElement).getPropertyValue('--row-height'))
