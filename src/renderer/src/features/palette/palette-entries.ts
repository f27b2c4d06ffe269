import { actionOf, type ActionName } from '#shared/actions.ts'
import { fits } from '../../lib/fits.ts'
import { findSections, sectionTexts, type SectionName } from '../settings/section-names.ts'
import type { SavedFilter } from '#shared/settings-models.ts'

/** What the palette offers: something to do, a filter that was kept, or something to look for. */
export type PaletteEntry =
  | { readonly kind: 'action'; readonly name: ActionName }
  | { readonly kind: 'filter'; readonly filter: SavedFilter }
  | { readonly kind: 'setting'; readonly name: SectionName }
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
    case 'setting':
      return `Settings: ${sectionTexts[entry.name].text}`
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
  const actions = offered
    // It is open, and Escape is how it closes.
    .filter((name) => name !== 'palette' && name !== 'back')
    .map((name): PaletteEntry => ({ kind: 'action', name }))
    .filter((entry) => fits(typed, textOf(entry)))
  const inGroup = (group: string) =>
    actions.filter((entry) => entry.kind === 'action' && actionOf(entry.name).group === group)
  const saved = filters
    .map((filter): PaletteEntry => ({ kind: 'filter', filter }))
    .filter((one) => fits(typed, textOf(one)))
  const text = typed.trim()
  const settings: PaletteEntry[] =
    text === '' ? [] : findSections(typed).map((name) => ({ kind: 'setting', name }))
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
    { name: 'Settings', items: settings },
    { name: 'Search', items: search }
  ].filter(({ items }) => items.length > 0)
}
