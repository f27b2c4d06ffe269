import type { Attribute } from '#shared/entity-models.ts'
import type { JsonNode } from '#shared/json-text.ts'
import { followedLeaves, type Fold, type Followed, type Moment } from './fold.ts'

/** The attributes of an entity: those of the last event's body in its order, then others, then what is gone. */
export function attributesOf(
  fold: Fold,
  body: JsonNode | null,
  eventOf: (seq: number) => { readonly id: string; readonly type: string }
): Attribute[] {
  const toAttribute = (followed: Followed, pointer: string | null): Attribute => {
    const setter = eventOf(followed.now.seq)
    return {
      label: followed.label,
      pointer,
      text: followed.now.text,
      sinceId: setter.id,
      sinceType: setter.type,
      sinceAt: followed.now.at,
      isStart: followed.now.isStart,
      changes: followed.changes,
      before: followed.before && toBefore(followed.before)
    }
  }
  const shown = new Map((body ? followedLeaves(body) : []).map(({ key, pointer }) => [key, pointer]))
  const inBody = Array.from(shown, ([key, pointer]) => {
    const followed = fold.present.get(key)
    return followed ? [toAttribute(followed, pointer)] : []
  })
  const others = [...fold.present].filter(([key]) => !shown.has(key))
  return [
    ...inBody.flat(),
    ...others.map(([, followed]) => toAttribute(followed, null)),
    ...Array.from(fold.gone.values(), (followed) => toAttribute(followed, null))
  ]
}

const toBefore = ({ text, at, isStart }: Moment): Attribute['before'] => ({ text, sinceAt: at, isStart })
