import { createStore, type Store } from './store.ts'

export const views = ['events', 'starred', 'rejected', 'unchecked', 'interceptors'] as const
export type View = (typeof views)[number]

export const eventTabs = ['changes', 'payload', 'headers', 'signature', 'deliveries', 'replays'] as const
export type EventTab = (typeof eventTabs)[number]

/** What the reader looks at; the address bar carries it, so that a reload returns to it. */
export interface Selection {
  readonly view: View
  /** Of an event or of a delivery: a filter may find either in any view. */
  readonly id: string | null
  /** Null until the reader chose one: then the row's kind decides. */
  readonly tab: EventTab | null
  /** In a narrow window one pane shows: true for the selected row's, false for the timeline. */
  readonly isOpen: boolean
}

/** Only the app makes ids of this form; those of events come from the provider. */
export const isDeliveryId = (id: string): boolean => /^del_[1-9]\d{0,15}$/.test(id)

export interface SelectionStore extends Store<Selection> {
  /** Returns to what was last selected in that view. */
  show(view: View): void
  select(id: string | null): void
  open(id: string): void
  close(): void
  /** Takes the selection back and shows the pane that it was in. */
  clear(): void
  openTab(tab: EventTab): void
  /** Tells which rows are listed, from top to bottom. */
  list(rows: readonly { readonly id: string }[]): void
  /** The listed row that takes the place of this one once it is gone; null where there is none. */
  successorOf(id: string): string | null
}

export const toHash = ({ view, id, tab }: Selection): string =>
  ['#', view, ...(id === null ? [] : [encodeURIComponent(id), ...(tab === null ? [] : [tab])])].join('/')

/** Reads an address back; whatever does not make sense is left out. */
export function fromHash(hash: string): Selection {
  const [, viewPart, idPart, tabPart] = hash.split('/')
  const view = views.find((name) => name === viewPart) ?? 'events'
  const tab = eventTabs.find((name) => name === tabPart) ?? null
  let id: string | null = null
  try {
    id = idPart ? decodeURIComponent(idPart) : null
  } catch {
    // A half-typed escape in the address bar names no row.
  }
  return { view, id, tab, isOpen: id !== null }
}

export interface AddressBar {
  read(): string
  write(hash: string): void
  /** Tells when someone else changed the address. */
  watch(onChange: () => void): () => void
}

export const browserAddressBar: AddressBar = {
  read: () => window.location.hash,
  write: (hash) => window.history.replaceState(window.history.state, '', hash),
  watch(onChange) {
    window.addEventListener('hashchange', onChange)
    return () => window.removeEventListener('hashchange', onChange)
  }
}

export function createSelectionStore(address: AddressBar): SelectionStore {
  const store = createStore(fromHash(address.read()), () =>
    address.watch(() => {
      const hash = address.read()
      // Where it says what is selected already, it does not say anew to open that.
      if (hash !== toHash(store.getSnapshot())) store.set(fromHash(hash))
    })
  )
  const lastIds = new Map<View, string | null>()
  let listed: readonly { readonly id: string }[] = []
  const change = (part: Partial<Selection>) => {
    const selection = { ...store.getSnapshot(), ...part }
    lastIds.set(selection.view, selection.id)
    store.set(selection)
    address.write(toHash(selection))
  }
  return {
    getSnapshot: store.getSnapshot,
    subscribe: store.subscribe,
    show: (view) => change({ view, id: lastIds.get(view) ?? null, tab: null, isOpen: false }),
    select(id) {
      if (id !== store.getSnapshot().id) change({ id, tab: null })
    },
    open(id) {
      change(id === store.getSnapshot().id ? { isOpen: true } : { id, tab: null, isOpen: true })
    },
    close: () => change({ isOpen: false }),
    clear: () => change({ id: null, tab: null, isOpen: true }),
    openTab: (tab) => change({ tab }),
    list(rows) {
      listed = rows
    },
    successorOf(id) {
      const at = listed.findIndex((row) => row.id === id)
      return at < 0 ? null : ((listed[at + 1] ?? listed[at - 1])?.id ?? null)
    }
  }
}
