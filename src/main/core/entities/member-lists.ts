import { isHidden } from '#shared/json-diff/hide-secrets.ts'
import { shortIdentity } from '#shared/json-diff/identity.ts'
import { pointerStep } from '#shared/json-diff/path.ts'
import type { JsonNode, JsonObject } from '#shared/json-text.ts'

/** A member as a list has it. */
export interface ListedMember {
  /** One for each member, whatever else the list says of it. */
  readonly key: string
  /** The attribute that names it; empty where the list has nothing but ids. */
  readonly form: string
  readonly display: string | null
  readonly pointer: string
}

/** The members of a group, by what SCIM calls them; the groups of a user, as Scalekit lists them. */
const LISTS = [
  { path: ['raw_attributes', 'members'], label: 'data.raw_attributes.members', id: 'value', name: 'display' },
  { path: ['groups'], label: 'data.groups', id: 'id', name: 'name' }
] as const
type List = (typeof LISTS)[number]

/** Longer ones are no ids. */
const LONGEST_ID = 300

interface Split {
  /** Without the lists. */
  rest: JsonNode
  readonly members: ListedMember[]
  isCut: boolean
}

/** Takes the lists of members out of `data`: they may be long, and each member is one thing. */
export function splitLists(data: JsonNode, most: number): Split {
  const split: Split = { rest: data, members: [], isCut: false }
  LISTS.forEach((list, index) => {
    split.rest = takeOut(split.rest, list.path, '/data', (items, pointer) => {
      for (const [at, item] of items.entries()) {
        const member = memberOf(item, list, String(index), `${pointer}/${at}`)
        if (member && split.members.length < most) split.members.push(member)
        else if (member) split.isCut = true
      }
    })
  })
  return split
}

/** What a member is called in a path. */
export function memberLabel(key: string, form: string): string {
  const name = shortIdentity({ key: form, text: memberIdOf(key) })
  return `${LISTS[key.startsWith('0') ? 0 : 1].label}[${name}]${form === '' ? '' : `.${form}`}`
}

/** JSON text of the id that a key stands for. */
export const memberTextOf = (key: string): string => key.slice(1)
export const memberIdOf = (key: string): string => String(JSON.parse(memberTextOf(key)))

function takeOut(
  node: JsonNode,
  path: readonly string[],
  pointer: string,
  take: (items: readonly JsonNode[], pointer: string) => void
): JsonNode {
  const [name, ...further] = path
  if (node.kind !== 'object' || name === undefined) return node
  const members = node.members.flatMap((member) => {
    const { key, value } = member
    if (key.length !== name.length || key.toLowerCase() !== name) return [member]
    const place = pointer + pointerStep(key)
    if (further.length > 0) {
      const rest = takeOut(value, further, place, take)
      if (rest === value) return [member]
      // What held nothing else is not an empty object by that.
      return rest.kind === 'object' && rest.members.length === 0 ? [] : [{ key, value: rest }]
    }
    // An empty one is an attribute like others: it says that there are none.
    if (value.kind !== 'array' || value.items.length === 0) return [member]
    take(value.items, place)
    return []
  })
  const isSame =
    members.length === node.members.length && members.every((one, at) => one === node.members[at])
  return isSame ? node : { kind: 'object', members }
}

function memberOf(item: JsonNode, list: List, index: string, pointer: string): ListedMember | null {
  if (item.kind !== 'object') {
    const id = idIn(item)
    return id === null ? null : { key: index + JSON.stringify(id), form: '', display: null, pointer }
  }
  const display = find(item, list.name)
  const named = find(item, list.id) ?? display
  return (
    named && {
      key: index + JSON.stringify(named.id),
      form: named.key,
      display: display?.id ?? null,
      pointer: pointer + pointerStep(named.key)
    }
  )
}

function find({ members }: JsonObject, name: string): { readonly key: string; readonly id: string } | null {
  for (const { key, value } of members) {
    if (key.length !== name.length || key.toLowerCase() !== name) continue
    const id = idIn(value)
    if (id !== null) return { key, id }
  }
  return null
}

/** Nested lists and objects are no members. */
function idIn(node: JsonNode): string | null {
  if (node.kind === 'number') return node.digits.length <= LONGEST_ID ? node.digits : null
  if (node.kind !== 'string' || isHidden(node)) return null
  return node.value !== '' && node.value.length <= LONGEST_ID ? node.value : null
}
