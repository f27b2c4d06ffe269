/** How many rows exist beyond each end of the view. */
export const overscan = 12

/** The rows in view and so many around them; the active one always exists, since it holds the keyboard. */
export function indexesAround(
  first: number,
  last: number,
  count: number,
  active: number,
  around: number
): readonly number[] {
  const from = Math.max(0, first - around)
  const to = Math.min(count - 1, last + around)
  const indexes = Array.from({ length: Math.max(0, to - from + 1) }, (_, step) => from + step)
  if (active >= count || (active >= from && active <= to)) return indexes
  return active < from ? [active, ...indexes] : [...indexes, active]
}

/** Where a key leads from a row, -1 for none yet; undefined for a key that moves nothing. */
export function targetOf(
  key: string,
  { at, count, page }: { readonly at: number; readonly count: number; readonly page: number }
): number | undefined {
  const from = Math.max(0, at)
  const moves: Readonly<Record<string, number>> = {
    ArrowDown: at + 1,
    ArrowUp: from - 1,
    PageDown: from + page,
    PageUp: from - page,
    Home: 0,
    End: count - 1
  }
  const move = moves[key]
  return move === undefined ? undefined : Math.max(0, Math.min(move, count - 1))
}

/** Whether a row itself has the keyboard, and not something within it. */
export const isRow = (target: EventTarget): boolean =>
  target instanceof HTMLElement && target.dataset['row'] !== undefined
