import { actionOf, type ActionName } from '#shared/actions.ts'
import type { SavedFilter } from '#shared/settings-models.ts'

/** What the palette offers: something to do, a filter that was kept, or something to look for. */
export type PaletteEntry =
  | { readonly kind: 'action'; readonly name: ActionName }
  | { readonly kind: 'filter'; readonly filter: SavedFilter }
  | { readonly kind: 'open'; readonly id: string }
  | { readonly kind: 'find'; readonly text: string }

export interface PaletteGroup {
  readonly name: string
  readonly items: readonly PaletteEntry[]
}

export const textOf = (entry: PaletteEntry): string => {
  switch (entry.kind) {
    case 'action':
      return actionOf(entry.name).text
    case 'filter':
      return entry.filter.name
    case 'open':
      return `Open ${entry.id}`
    case 'find':
      return `Filter by “${entry.text}”`
  }
}

/**
 * What fits what was typed: every word begins a word of the entry's text. Ids of events and deliveries can be opened,
 * and anything can be looked for.
 */
export function paletteGroups(
  typed: string,
  offered: readonly ActionName[],
  filters: readonly SavedFilter[]
): PaletteGroup[] {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean)
  const fits = (text: string) => {
    const own = text.toLowerCase().split(/[^\p{L}\p{N}]+/u)
    return words.every((word) => own.some((one) => one.startsWith(word)))
  }
  const actions = offered
    // It is open, and Escape is how it closes.
    .filter((name) => name !== 'palette' && name !== 'back')
    .map((name): PaletteEntry => ({ kind: 'action', name }))
    .filter((entry) => fits(textOf(entry)))
  const inGroup = (group: string) =>
    actions.filter((entry) => entry.kind === 'action' && actionOf(entry.name).group === group)
  const saved = filters
    .map((filter): PaletteEntry => ({ kind: 'filter', filter }))
    .filter((one) => fits(textOf(one)))
  const text = typed.trim()
  const isId = /^(?:evt|del|msg)_[\w-]+$/.test(text)
  const search: PaletteEntry[] = [
    ...(isId && !text.startsWith('msg_') ? [{ kind: 'open', id: text } as const] : []),
    ...(text === '' ? [] : [{ kind: 'find', text } as const])
  ]
  return [
    { name: 'Event', items: inGroup('Event') },
    { name: 'Saved filters', items: saved },
    { name: 'Timeline', items: [...inGroup('Timeline'), ...inGroup('Views')] },
    { name: 'Anywhere', items: inGroup('Anywhere') },
    { name: 'Search', items: search }
  ].filter(({ items }) => items.length > 0)
}
