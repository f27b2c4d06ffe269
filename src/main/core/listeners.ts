/** Those who are told of something, each until it lets go. */
export interface Listeners<Listener> {
  readonly all: ReadonlySet<Listener>
  /** The returned function lets go. */
  add(listener: Listener): () => void
}

export function createListeners<Listener>(): Listeners<Listener> {
  const all = new Set<Listener>()
  return {
    all,
    add(listener) {
      all.add(listener)
      return () => void all.delete(listener)
    }
  }
}
