import type { EventSummary } from '#shared/models.ts'
import { formatCount } from '../../lib/format-count.ts'

/** Whose directory it was. */
export function organizationOf(rows: readonly EventSummary[]) {
  const row = rows.find(({ organizationName }) => organizationName !== null) ?? rows[0]
  return row && { id: row.organizationId, name: row.organizationName }
}

/** How the last attempts of many events ended, of those that were sent at all. */
export function sumOutcomes(rows: readonly Pick<EventSummary, 'lastAttempt'>[]) {
  const attempts = rows.flatMap(({ lastAttempt }) => lastAttempt ?? [])
  const accepted = attempts.filter(({ status }) => status !== null && status >= 200 && status < 300).length
  const pending = attempts.filter(({ outcome }) => outcome === 'pending').length
  return { sent: attempts.length, accepted, pending }
}

/** What happened how often, the most frequent first: `10 users updated, 1 group deleted`. */
export function burstText(rows: readonly EventSummary[]): string {
  const counts = new Map<string, number>()
  for (const { canonicalType } of rows) {
    const what = canonicalType.replace('organization.directory.', '')
    counts.set(what, (counts.get(what) ?? 0) + 1)
  }
  return [...counts]
    .toSorted(([, a], [, b]) => b - a)
    .map(([what, count]) => sayCount(what, count))
    .join(', ')
}

/** `user_updated` → `10 users updated`. What is named otherwise stays as it is: `2 × enabled`. */
function sayCount(what: string, count: number): string {
  const [, thing, happened] = /^([a-z]+)_([a-z_]+)$/.exec(what) ?? []
  if (thing === undefined || happened === undefined) return `${formatCount(count)} × ${what}`
  return `${formatCount(count)} ${thing}${count === 1 ? '' : 's'} ${happened.replaceAll('_', ' ')}`
}
