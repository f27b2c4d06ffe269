import type { TimelineView } from '#shared/settings-models.ts'
import { createStore, type Store } from './store.ts'

export const views = [
  'events',
  'starred',
  'rejected',
  'unchecked',
  'interceptors'
] as const satisfies readonly TimelineView[]
export type View = TimelineView

export const eventTabs = [
  'changes',
  'payload',
  'mapping',
  'headers',
  'signature',
  'deliveries',
  'replays'
] as const
export type EventTab = (typeof eventTabs)[number]

/** What the reader looks at; the address bar carries it, so that a reload returns to it. */
export interface Selection {
  readonly view: View
  /** Of an event or of a delivery: a filter may find either in any view. */
  readonly id: string | null
  /** Null until the reader chose one: then the row's kind decides. */
  readonly tab: EventTab | null
  /** The event that the Changes tab compares with, where the reader chose another than the one before. */
  readonly base: string | null
  /** The entity whose page stands in the place of the event, with the event as its point in time. */
  readonly entity: string | null
  /** In a narrow window one pane shows: true for the selected row's, false for the timeline. */
  readonly isOpen: boolean
}

export interface SelectionStore extends Store<Selection> {
  /** Returns to what was last selected in that view. */
  show(view: View): void
  select(id: string | null): void
  open(id: string): void
  close(): void
  /** Takes the selection back and shows the pane that it was in. */
  clear(): void
  openTab(tab: EventTab): void
  /** Shows what changed from one event to another; null: against the event before. */
  compare(base: string | null, id: string): void
  /** Shows the page of an entity, at an event of it or at its latest. */
  openEntity(entity: string, id: string | null): void
  /** Moves the point in time of the open entity page. */
  pointTo(id: string): void
  /** Back from an entity page to the event. */
  closeEntity(): void
  /** Tells which rows are listed, from top to bottom. */
  list(rows: readonly { readonly id: string }[]): void
  /** The listed row that takes the place of this one once it is gone, with all others that go; null where there is none. */
  successorOf(id: string, isGoing?: (id: string) => boolean): string | null
}

/** Where an address has no event before an entity. */
const NONE = '-'

/** `#/events/evt_1/changes/evt_0`, or `#/events/evt_1/entity/diruser_1`. */
export function toHash({ view, id, tab, base, entity }: Selection): string {
  const parts: string[] = ['#', view]
  if (entity !== null) parts.push(id ?? NONE, 'entity', entity)
  else if (id !== null) parts.push(id, ...(tab === null ? [] : [tab, ...(base === null ? [] : [base])]))
  return parts.map((part, index) => (index < 2 ? part : encodeURIComponent(part))).join('/')
}

/** Reads an address back; whatever does not make sense is left out. */
export function fromHash(hash: string): Selection {
  const [, viewPart, idPart, kindPart, lastPart] = hash.split('/')
  const view = views.find((name) => name === viewPart) ?? 'events'
  const entity = kindPart === 'entity' ? readPart(lastPart) : null
  const id = idPart === NONE && entity !== null ? null : readPart(idPart)
  const tab = id === null ? null : (eventTabs.find((name) => name === kindPart) ?? null)
  const base = tab === 'changes' ? readPart(lastPart) : null
  return { view, id, tab, base, entity, isOpen: id !== null || entity !== null }
}

function readPart(part: string | undefined): string | null {
  try {
    return part ? decodeURIComponent(part) : null
  } catch {
    return null // A half-typed escape in the address bar names nothing.
  }
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

/** The row itself, as it opens when nothing else was said. */
const itself = { tab: null, base: null, entity: null } as const

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
    show: (view) => change({ view, id: lastIds.get(view) ?? null, ...itself, isOpen: false }),
    select(id) {
      const now = store.getSnapshot()
      if (id !== now.id || now.entity !== null) change({ id, ...itself })
    },
    open(id) {
      const now = store.getSnapshot()
      change(id === now.id && now.entity === null ? { isOpen: true } : { id, ...itself, isOpen: true })
    },
    close: () => change({ isOpen: false }),
    clear: () => change({ id: null, ...itself, isOpen: true }),
    openTab: (tab) => change({ tab, base: null, entity: null }),
    compare: (base, id) => change({ id, tab: 'changes', base, entity: null, isOpen: true }),
    openEntity(entity, id) {
      const { id: now, tab, base } = store.getSnapshot()
      change({ ...(id === now ? { tab, base } : itself), id, entity, isOpen: true })
    },
    pointTo: (id) => change({ id }),
    closeEntity: () => change({ entity: null }),
    list(rows) {
      listed = rows
    },
    successorOf(id, isGoing = (each) => each === id) {
      const at = listed.findIndex((row) => row.id === id)
      if (at < 0) return null
      const stays = (row: { readonly id: string }) => !isGoing(row.id)
      return (listed.slice(at + 1).find(stays) ?? listed.slice(0, at).findLast(stays))?.id ?? null
    }
  }
}
