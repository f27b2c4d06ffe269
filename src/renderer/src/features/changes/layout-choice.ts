import { createStore } from '../../state/store.ts'

const layouts = ['inline', 'side'] as const
/** One below the other as they changed, or the two events beside each other. */
export type Layout = (typeof layouts)[number]

const key = 'changes-layout'

function readLayout(): Layout {
  const kept = localStorage.getItem(key)
  return layouts.find((layout) => layout === kept) ?? 'inline'
}

const store = createStore<Layout>(readLayout())

/** How changes are laid out, as the reader last chose it. */
export const layoutChoice = {
  ...store,
  set(layout: Layout) {
    store.set(layout)
    localStorage.setItem(key, layout)
  }
}
