import type { Fold, Followed, Moment } from './fold.ts'

/** A membership as the list itself has it. */
export interface ListedMembership {
  readonly memberId: string
  readonly display: string | null
  readonly joined: Pick<Moment, 'seq' | 'at' | 'isStart'>
  readonly left: Pick<Moment, 'seq' | 'at'> | null
}

/** The members of a group, by what SCIM calls them; the groups of a user, as Scalekit lists them. */
const LISTS = [
  { inside: 'data.raw_attributes.members[', id: '.value', display: '.display' },
  { inside: 'data.groups[', id: '.id', display: '.name' }
] as const

/** Who belongs to whom as of the last event that was folded, and who once did. */
export function membershipsOf(fold: Fold): ListedMembership[] {
  const find = (key: string) => fold.present.get(key) ?? fold.gone.get(key)
  const listed = [...fold.present, ...fold.gone].flatMap(([key, followed]): ListedMembership[] => {
    const list = LISTS.find(({ inside }) => key.startsWith(inside))
    if (!list) return []
    if (key.endsWith(`]${list.id}`)) {
      return spells(followed, find(key.slice(0, -list.id.length) + list.display))
    }
    // A list of ids and nothing else.
    return key.endsWith(']') ? spells(followed, undefined) : []
  })
  const present = new Set(listed.flatMap(({ memberId, left }) => (left ? [] : [memberId])))
  return listed.filter(({ memberId, left }) => !left || !present.has(memberId))
}

/** Who is at that place of the list, and who was there before. */
function spells({ now, before }: Followed, display: Followed | undefined): ListedMembership[] {
  const shown = textOf(display?.now) ?? textOf(display?.before)
  const [memberId, pastId] = [textOf(now), textOf(before)]
  const current = memberId === null ? [] : [{ memberId, display: shown, joined: now, left: null }]
  if (!before || pastId === null || pastId === memberId) return current
  return [
    ...current,
    { memberId: pastId, display: memberId === null ? shown : null, joined: before, left: now }
  ]
}

function textOf(moment: Moment | null | undefined): string | null {
  if (moment?.text?.startsWith('"') !== true) return null
  try {
    return String(JSON.parse(moment.text))
  } catch {
    return moment.text.slice(1) // It was cut.
  }
}
