import type { AddressBar } from './selection-store.ts'

/** Where the reader was, so that the next start goes on there. Kept by browser or desktop profile. */
interface KeptPlace {
  readonly hash: string
  readonly query: string
  /** The row at the top of the view and how many pixels of it are above; null at the head of the list. */
  readonly top: { readonly id: string; readonly within: number } | null
}

const key = 'timeline-place'
const quietMs = 400

let latest: KeptPlace | null = null
let written = ''
let timer: ReturnType<typeof setTimeout> | undefined

function write(): void {
  clearTimeout(timer)
  timer = undefined
  const text = JSON.stringify(latest)
  // At the head of the list it stays the same while rows arrive.
  if (latest && text !== written) localStorage.setItem(key, text)
  written = text
}

export function keepPlace(place: KeptPlace): void {
  if (latest === null) window.addEventListener('pagehide', write)
  latest = place
  timer ??= setTimeout(write, quietMs)
}

/** Reads it back; whatever does not make sense is left out. */
export function readKeptPlace(): KeptPlace | null {
  try {
    const { hash, query, top } = JSON.parse(localStorage.getItem(key) ?? '{}') as Record<string, unknown>
    if (typeof hash !== 'string' || typeof query !== 'string') return null
    return { hash, query, top: isTop(top) ? top : null }
  } catch {
    return null
  }
}

const isTop = (value: unknown): value is { id: string; within: number } =>
  typeof value === 'object' &&
  value !== null &&
  'id' in value &&
  typeof value.id === 'string' &&
  'within' in value &&
  typeof value.within === 'number'

/** Goes to where the reader was, unless the address names another place. Returns the filter of then. */
export function returnToPlace(address: AddressBar): string {
  const kept = readKeptPlace()
  if (kept === null) return ''
  const hash = address.read()
  if (hash === '' || hash === '#') address.write(kept.hash)
  else if (hash !== kept.hash) return ''
  return kept.query
}
