import { isDeliveryId } from '#shared/delivery-id.ts'
import type { ListingRead } from '../../state/listing.ts'
import type { Selection } from '../../state/selection-store.ts'
import type { ShareSource } from './share-view.ts'

export interface Scope {
  readonly value: 'picked' | 'event' | 'listed' | 'all'
  readonly text: string
  readonly source: ShareSource
  /** What it finds, in words. */
  readonly sentence: string | null
}

/** The choices of what to share. What the dialog was opened for is first. */
export function scopesOf(
  given: ShareSource | null,
  { id }: Pick<Selection, 'id'>,
  listed: ListingRead
): readonly Scope[] {
  const scopes: Scope[] = []
  const ids = given?.kind === 'events' ? given.ids : []
  if (ids.length > 1) {
    const source = { kind: 'events', ids } as const
    scopes.push({ value: 'picked', text: `${ids.length} picked events`, source, sentence: null })
  }
  const one = ids.length === 1 ? ids[0] : id
  if (one !== null && one !== undefined && !isDeliveryId(one)) {
    const source = { kind: 'events', ids: [one] } as const
    scopes.push({ value: 'event', text: 'This event', source, sentence: null })
  }
  if (listed.ok && listed.listing.rows === 'events' && listed.query !== '') {
    const { query, sentence } = listed
    const source = { kind: 'query', query } as const
    scopes.push({ value: 'listed', text: 'What the timeline lists', source, sentence })
  }
  scopes.push({ value: 'all', text: 'All events', source: { kind: 'query', query: '' }, sentence: null })
  const wanted = scopes.filter(({ source }) => given?.kind === 'query' && isOf(source, given.query))
  return [...wanted, ...scopes.filter((scope) => !wanted.includes(scope))]
}

const isOf = (source: ShareSource, query: string): boolean =>
  source.kind === 'query' && source.query === query
