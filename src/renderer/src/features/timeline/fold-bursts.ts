import type { EventSummary } from '#shared/models.ts'

/** A line of the timeline: a row, alone or within a burst, or what many rows are folded into. */
export type Line<T> =
  | { readonly kind: 'row'; readonly key: string; readonly row: T; readonly isInBurst: boolean }
  | { readonly kind: 'burst'; readonly key: string; readonly rows: readonly T[]; readonly isOpen: boolean }

/** What the reader said of bursts, by the id of any of their rows; where nothing was said, they are folded. */
export type SaidOfBursts = ReadonlyMap<string, 'open' | 'folded'>

const fewest = 5
/** What is larger is told by the second, and what then still is stays as it is: the list has to be read to fold it. */
const most = 1_000
const spansMs = [60_000, 1_000] as const

export const asLines = <T extends { readonly id: string }>(rows: readonly T[]): readonly Line<T>[] =>
  rows.map((row) => ({ kind: 'row', key: row.id, row, isInBurst: false }))

/**
 * Folds what one directory did at once: neighbours in the list, of one organisation and endpoint, received in the
 * same minute of the clock, about at least five users or groups. Five updates of one user are his history and stay
 * apart. By the clock, so that the same rows are folded wherever the list was begun to be read. The row that is looked at
 * is folded only where the reader folded it himself.
 */
export function foldBursts(
  rows: readonly EventSummary[],
  said: SaidOfBursts,
  selectedId: string | null
): readonly Line<EventSummary>[] {
  return groupsOf(rows, spansMs[0]).flatMap((group) =>
    (group.length > most ? groupsOf(group, spansMs[1]) : [group]).flatMap((part) =>
      isBurst(part) ? linesOf(part, said, selectedId) : asLines(part)
    )
  )
}

function groupsOf(rows: readonly EventSummary[], spanMs: number): readonly (readonly EventSummary[])[] {
  const groups: EventSummary[][] = []
  for (const row of rows) {
    const group = groups.at(-1)
    if (group?.[0] && isWith(group[0], row, spanMs)) group.push(row)
    else groups.push([row])
  }
  return groups
}

const isWith = (first: EventSummary, row: EventSummary, spanMs: number): boolean =>
  isOfDirectory(first) &&
  isOfDirectory(row) &&
  row.organizationId === first.organizationId &&
  row.endpointId === first.endpointId &&
  Math.floor(first.firstSeenAt / spanMs) === Math.floor(row.firstSeenAt / spanMs)

const isOfDirectory = ({ canonicalType, organizationId }: EventSummary): boolean =>
  organizationId !== null && canonicalType.startsWith('organization.directory.')

const isBurst = (rows: readonly EventSummary[]): boolean =>
  rows.length >= fewest &&
  rows.length <= most &&
  new Set(rows.map(({ entityId, id }) => entityId ?? id)).size >= fewest

function linesOf(
  rows: readonly EventSummary[],
  said: SaidOfBursts,
  selectedId: string | null
): readonly Line<EventSummary>[] {
  const word = rows.map(({ id }) => said.get(id)).find((each) => each !== undefined)
  const key = `burst ${rows.at(-1)?.id}`
  if (word === 'open') {
    const inside = rows.map((row) => ({ kind: 'row', key: row.id, row, isInBurst: true }) as const)
    return [{ kind: 'burst', key, rows, isOpen: true }, ...inside]
  }
  const selected = word === 'folded' ? -1 : rows.findIndex(({ id }) => id === selectedId)
  if (selected < 0) return [{ kind: 'burst', key, rows, isOpen: false }]
  return [rows.slice(0, selected), rows.slice(selected, selected + 1), rows.slice(selected + 1)].flatMap(
    (part) => (isBurst(part) ? linesOf(part, said, null) : asLines(part))
  )
}
