import type { Attribute } from '#shared/entity-models.ts'
import type { Fold, Followed, Moment, ShownPlace } from './fold.ts'
import { memberLabel } from './member-lists.ts'
import { splitKey } from './scoped-key.ts'

export interface ToldAttributes {
  readonly attributes: Attribute[]
  /** How many more there are. */
  readonly more: { readonly present: number; readonly gone: number }
}

const MOST_PRESENT = 2_000
const MOST_GONE = 500

type Found = readonly [key: string, followed: Followed, pointer: string | null, label: string]

/**
 * The attributes of an entity: those at these places of the last event's body, then others, then what is gone;
 * the first of what is there and the last of what is gone.
 */
export function attributesOf(
  fold: Fold,
  places: readonly ShownPlace[],
  eventOf: (seq: number) => { readonly id: string; readonly type: string }
): ToldAttributes {
  const toAttribute = ([key, followed, pointer, label]: Found): Attribute => {
    const { now, before, changes } = followed
    const setter = eventOf(now.seq)
    return {
      label: pointer === null ? labelElsewhere(key, label) : label,
      pointer,
      text: now.text,
      sinceId: setter.id,
      sinceType: setter.type,
      sinceAt: now.at,
      isStart: now.isStart,
      changes,
      before: before && toBefore(before)
    }
  }
  const shown = new Map<Followed, Found>()
  for (const { shelf, key, pointer } of places) {
    const followed = fold[shelf].present.get(key)
    if (followed) shown.set(followed, [key, followed, pointer, labelOf(shelf, key, followed)])
  }
  const present = [...shown.values()].slice(0, MOST_PRESENT)
  const gone: Found[] = []
  for (const shelf of ['attributes', 'members'] as const) {
    for (const [key, followed] of fold[shelf].present) {
      if (present.length >= MOST_PRESENT) break
      if (!shown.has(followed)) present.push([key, followed, null, labelOf(shelf, key, followed)])
    }
    const left = MOST_GONE - gone.length
    const latest = [...fold[shelf].gone].slice(-left)
    if (left > 0) gone.push(...latest.map(([key, one]): Found => [key, one, null, labelOf(shelf, key, one)]))
  }
  const count = (state: 'present' | 'gone') => fold.attributes[state].size + fold.members[state].size
  return {
    attributes: [...present, ...gone].map(toAttribute),
    more: { present: count('present') - present.length, gone: count('gone') - gone.length }
  }
}

const labelOf = (shelf: ShownPlace['shelf'], key: string, { label }: Followed): string =>
  shelf === 'members' ? memberLabel(splitKey(key).within, label) : label

/** What the body does not show may be of another organisation than that which it names. */
function labelElsewhere(key: string, label: string): string {
  const { scope } = splitKey(key)
  return scope === '' ? label : label.replace(/^data/, () => `data[organization=${scope}]`)
}

const toBefore = ({ text, at, isStart }: Moment): Attribute['before'] => ({ text, sinceAt: at, isStart })
