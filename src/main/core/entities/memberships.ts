import type { Fold, Moment } from './fold.ts'
import { memberIdOf } from './member-lists.ts'
import { splitKey } from './scoped-key.ts'

/** A membership as the list itself has it. */
export interface ListedMembership {
  readonly memberId: string
  readonly display: string | null
  readonly joined: Pick<Moment, 'seq' | 'at' | 'isStart'>
  readonly left: Pick<Moment, 'seq' | 'at'> | null
}

/** Who belongs to whom as of the last event that was folded, and who once did. */
export function membershipsOf({ members }: Fold): ListedMembership[] {
  const memberships: ListedMembership[] = []
  for (const [key, { now, display }] of members.present) {
    memberships.push({ memberId: memberIdOf(splitKey(key).within), display, joined: now, left: null })
  }
  for (const [key, { now, before, display }] of members.gone) {
    if (before)
      memberships.push({ memberId: memberIdOf(splitKey(key).within), display, joined: before, left: now })
  }
  return memberships
}
