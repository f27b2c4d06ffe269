/** Names in alphabetical order at every level, as Scalekit sends `data`. */
export function sortNames<T>(value: T): T {
  const sort = (item: unknown): unknown => {
    if (Array.isArray(item)) return item.map(sort)
    if (typeof item !== 'object' || item === null) return item
    const members = Object.entries(item).toSorted(([a], [b]) => (a < b ? -1 : 1))
    return Object.fromEntries(members.map(([name, member]) => [name, sort(member)]))
  }
  return sort(value) as T
}
