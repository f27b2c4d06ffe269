/** So much of an id's end tells it from others as a rule. */
const leastEnd = 6

/**
 * Ids as short as they can be without any two reading alike: `org_147991857584930923` → `org_…930923`. Scalekit's begin
 * with their times, so that their ends differ first.
 */
export function shortIds(ids: readonly string[]): ReadonlyMap<string, string> {
  const distinct = [...new Set(ids)]
  let shown = new Map<string, string>()
  for (let end = leastEnd; ; end++) {
    shown = new Map(distinct.map((id) => [id, shorten(id, end)]))
    if (new Set(shown.values()).size === distinct.length) return shown
  }
}

function shorten(id: string, end: number): string {
  const start = /^[a-z]{1,12}_/.exec(id)?.[0] ?? ''
  // What is left out has to be worth its sign.
  return id.length <= start.length + end + 2 ? id : `${start}…${id.slice(-end)}`
}
