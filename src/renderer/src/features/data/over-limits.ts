import type { Retention } from '#shared/settings-models.ts'
import type { Stats } from '#shared/total-models.ts'
import { formatBytes, formatCount } from '../../lib/format-count.ts'

type Counts = Pick<Stats, 'events' | 'rejected' | 'unchecked' | 'interceptors'> & {
  /** They neither go nor count. */
  readonly starred: number
}

const unverified = [
  ['rejected', 'rejected deliveries'],
  ['unchecked', 'unchecked deliveries'],
  ['interceptors', 'interceptor calls']
] as const

const words = new Intl.ListFormat('en')

/** What new limits would delete, as the reader is asked about it; null where no tighter one can hit anything. */
export function describeLoss(before: Retention, after: Retention, counts: Counts): string | null {
  const isTighter = (name: keyof Retention) =>
    after[name] !== null && after[name] < (before[name] ?? Number.POSITIVE_INFINITY)
  const { maxEvents, maxAgeDays, maxBytes, maxUnverified } = after
  const goes: string[] = []

  const deletable = counts.events - counts.starred
  if (isTighter('maxEvents') && maxEvents !== null && deletable > maxEvents) {
    goes.push(`${formatCount(deletable - maxEvents)} of ${formatCount(counts.events)} events`)
  }
  if (deletable > 0 && isTighter('maxAgeDays') && maxAgeDays !== null) {
    goes.push(`everything older than ${maxAgeDays === 1 ? 'a day' : `${formatCount(maxAgeDays)} days`}`)
  }
  if (deletable > 0 && isTighter('maxBytes') && maxBytes !== null) {
    goes.push(`the oldest events beyond ${formatBytes(maxBytes)} of bodies`)
  }
  for (const [name, text] of isTighter('maxUnverified') ? unverified : []) {
    const excess = counts[name] - maxUnverified
    if (excess > 0) goes.push(`${formatCount(excess)} of ${formatCount(counts[name])} ${text}`)
  }
  return goes.length === 0 ? null : `This deletes ${words.format(goes)} for good. Starred events stay.`
}
