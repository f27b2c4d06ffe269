import type { Entity } from '#shared/entity-models.ts'

/** A place in the order of an entity's events, and when the event there happened. */
export interface Fix {
  readonly position: number
  readonly at: number
}

/** About when the event at a place happened: between what is known to be before and after it, in proportion. */
export function timeOfPosition(
  position: number,
  entity: Pick<Entity, 'firstAt' | 'lastAt' | 'events' | 'spanMs' | 'spans'>,
  known: readonly Fix[]
): number {
  let before: Fix = { position: 1, at: entity.firstAt }
  let after: Fix = { position: Math.max(1, entity.events), at: entity.lastAt }
  const narrow = (fix: Fix) => {
    if (fix.position <= position && fix.position >= before.position) before = fix
    if (fix.position >= position && fix.position <= after.position) after = fix
  }
  let counted = 0
  for (const { at, events } of entity.spans) {
    narrow({ position: counted + 1, at })
    counted += events
    narrow({ position: counted, at: at + entity.spanMs })
  }
  known.forEach(narrow)
  if (after.position <= before.position) return before.at
  const share = (position - before.position) / (after.position - before.position)
  return Math.round(before.at + share * (after.at - before.at))
}
