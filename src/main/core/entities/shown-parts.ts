import { leavesOf, type Leaf } from '#shared/json-diff/leaves.ts'
import type { JsonNode, JsonObject } from '#shared/json-text.ts'
import { splitLists, type ListedMember } from './member-lists.ts'

/** What one body shows of a part of its entity. */
export interface ShownPart {
  /** What `user.*` events have side by side; empty where `data` is the entity itself. */
  readonly member: string
  /** The organisation that it is about, where the entity may be in several; else empty. */
  readonly scope: string
  readonly leaves: readonly Leaf[]
  readonly members: readonly ListedMember[]
  /** It has more than is followed. */
  readonly isCut: boolean
}

/** More attributes of one body are not followed. */
export const MOST_ATTRIBUTES = 20_000
/** As many as 1 MB has of plain ids, by far. */
export const MOST_MEMBERS = 100_000
/** They come with some kinds of `user.*` events, and not with others. */
const SIDE_BY_SIDE: readonly string[] = ['user', 'organization', 'user_session']
const LONGEST_SCOPE = 300

/** The last one, as most readers have it where a name comes twice. */
export function dataOf(body: JsonNode): JsonNode | null {
  return memberOf(body, 'data')
}

export function shownParts(data: JsonNode): ShownPart[] {
  return partsOf(data).map(({ member, scope, shown }) => {
    const { rest, members, isCut: isListCut } = splitLists(shown, MOST_MEMBERS)
    const { leaves, isCut } = leavesOf(
      { kind: 'object', members: [{ key: 'data', value: rest }] },
      MOST_ATTRIBUTES
    )
    return { member, scope, leaves, members, isCut: isCut || isListCut }
  })
}

interface Part {
  readonly member: string
  readonly scope: string
  readonly shown: JsonNode
}

function partsOf(data: JsonNode): Part[] {
  if (data.kind !== 'object') return [{ member: '', scope: '', shown: data }]
  const isNested =
    data.members.some(({ key, value }) => key === 'user' && value.kind === 'object') &&
    !data.members.some(({ key }) => key === 'id')
  if (!isNested) return [{ member: '', scope: '', shown: data }]
  // One user may be in several organisations: what one of them is like says nothing of another.
  const id = memberOf(memberOf(data, 'organization'), 'id')
  const scope = id?.kind === 'string' && id.value.length <= LONGEST_SCOPE ? id.value : ''
  const part = (member: string, members: JsonObject['members']): Part[] =>
    members.length === 0
      ? []
      : [
          {
            member,
            scope: member === '' || member === 'organization' ? scope : '',
            shown: { kind: 'object', members }
          }
        ]
  return [
    ...SIDE_BY_SIDE.flatMap((name) =>
      part(
        name,
        data.members.filter(({ key }) => key === name)
      )
    ),
    ...part(
      '',
      data.members.filter(({ key }) => !SIDE_BY_SIDE.includes(key))
    )
  ]
}

function memberOf(node: JsonNode | null, name: string): JsonNode | null {
  if (node?.kind !== 'object') return null
  return node.members.findLast(({ key }) => key === name)?.value ?? null
}
