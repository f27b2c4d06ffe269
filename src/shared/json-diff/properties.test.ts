import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseJsonText, scalarText, toJsonText, type JsonNode } from '#shared/json-text.ts'
import { diffJson, type JsonDiffRow } from './diff-json.ts'
import { toJsonPatch } from './json-patch.ts'
import { applyJsonPatch } from '../../../tests/support/apply-json-patch.ts'
import { nodeAt } from '../../../tests/support/node-at.ts'

const PAIRS = 10_000

/** Names that mean something to the diff, in several cases, and names that are traps for JavaScript. */
const names =
  'id ID value Value $ref type primary display name emails Emails a __proto__ constructor toString a/b ~1 0 -'
    .split(' ')
    .concat('', '\ud800', 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User')
const words = ['', 'work', 'home', 'direct', 'True', 'true', '1', '10', 'x', 'y', 'x, y', '\udc00', 'null']
/** Each after the number that it is another way to write. */
const numbers = { '1': ['1', '1.0', '1e0'], '10': ['10', '1e1'], '0': ['0', '-0', '0.00'], '2': ['2'] }
const bigNumbers = ['9007199254740993', '9007199254740992', '1e400', '1e401', '-0.1']
const plainOf = new Map(
  Object.entries(numbers).flatMap(([plain, ways]) => ways.map((way) => [way, plain] as const))
)

const word = (kind: 'true' | 'false' | 'null'): JsonNode => ({ kind })
const { node } = fc.letrec<{ node: JsonNode; scalar: JsonNode }>((tie) => ({
  scalar: fc.oneof(
    fc.constantFrom(word('true'), word('false'), word('null')),
    fc.constantFrom(...words).map((value): JsonNode => ({ kind: 'string', value })),
    fc
      .constantFrom(...Object.values(numbers).flat(), ...bigNumbers)
      .map((digits): JsonNode => ({ kind: 'number', digits }))
  ),
  node: fc.oneof(
    { maxDepth: 4, depthIdentifier: 'json', withCrossShrink: true },
    { weight: 2, arbitrary: tie('scalar') },
    {
      weight: 3,
      arbitrary: fc
        .uniqueArray(
          fc.record({
            key: fc.oneof(fc.constantFrom(...names), fc.string({ maxLength: 3 })),
            value: tie('node')
          }),
          { selector: (member) => member.key, maxLength: 5, depthIdentifier: 'json' }
        )
        .map((members): JsonNode => ({ kind: 'object', members }))
    },
    {
      weight: 2,
      arbitrary: fc
        .array(tie('node'), { maxLength: 5, depthIdentifier: 'json' })
        .map((items): JsonNode => ({ kind: 'array', items }))
    }
  )
}))

/** A resource of which attributes go to an extension, or come from it, and members from one list to the other. */
const side = fc.boolean()
const resources = fc
  .tuple(
    fc.uniqueArray(fc.tuple(fc.constantFrom('title', 'costCenter', 'b', 'c'), node, side, side), {
      selector: ([name]) => name
    }),
    fc.uniqueArray(fc.tuple(fc.constantFrom('u1', 'u2', 'u3'), side, side), { selector: ([name]) => name })
  )
  .map(([attributes, members]) => {
    const object = (...entries: (readonly [string, JsonNode])[]): JsonNode => ({
      kind: 'object',
      members: entries.map(([key, value]) => ({ key, value }))
    })
    const list = (ids: string[]): JsonNode => ({
      kind: 'array',
      items: ids.map((value) => object(['value', { kind: 'string', value }]))
    })
    const state = (at: 'before' | 'after'): JsonNode => {
      const isIn = (sides: readonly boolean[]) => sides[at === 'before' ? 0 : 1]
      const pick = (inside: boolean) =>
        attributes
          .filter(([, , ...sides]) => isIn(sides) === inside)
          .map(([key, value]): [string, JsonNode] => [key, value])
      const pickMembers = (inside: boolean) =>
        members.filter(([, ...sides]) => isIn(sides) === inside).map(([id]) => id)
      return object(
        ...pick(false),
        ['urn:x', object(...pick(true))],
        ['members', list(pickMembers(false))],
        ['owners', list(pickMembers(true))]
      )
    }
    return [state('before'), state('after')] as const
  })

/** A value, and what a few random edits make of it. */
const pair = fc.oneof(
  { weight: 1, arbitrary: fc.tuple(node, node) },
  { weight: 1, arbitrary: resources },
  {
    weight: 3,
    arbitrary: fc
      .tuple(node, fc.array(fc.tuple(fc.nat(), fc.nat(), node), { maxLength: 4 }))
      .map(([before, edits]): [JsonNode, JsonNode] => [
        before,
        edits.reduce((value, [at, how, material]) => edit(value, at, how, material), before)
      ])
  }
)

/** Changes the `at`th node below the root, counted over and over. Names stay unique. */
function edit(root: JsonNode, at: number, how: number, material: JsonNode): JsonNode {
  let left = at % countNodes(root)
  const visit = (value: JsonNode): JsonNode => {
    if (left-- === 0) return editHere(value, how, material)
    if (value.kind === 'array') return { kind: 'array', items: value.items.map(visit) }
    if (value.kind !== 'object') return value
    return {
      kind: 'object',
      members: value.members.map((member) => ({ ...member, value: visit(member.value) }))
    }
  }
  return visit(root)
}

const countNodes = (value: JsonNode): number => {
  if (value.kind === 'array') return value.items.reduce((sum, item) => sum + countNodes(item), 1)
  return value.kind === 'object'
    ? value.members.reduce((sum, member) => sum + countNodes(member.value), 1)
    : 1
}

function editHere(value: JsonNode, how: number, material: JsonNode): JsonNode {
  const position = how >> 3
  if (value.kind === 'array') {
    const items = [...value.items]
    if (how % 4 === 0) return { kind: 'array', items: items.toReversed() }
    if (how % 4 === 1)
      return { kind: 'array', items: items.toSpliced(position % (items.length + 1), 0, material) }
    if (how % 4 === 2) return { kind: 'array', items: items.toSpliced(position % (items.length + 1), 1) }
    return items.length === 1 ? items[0]! : material
  }
  if (value.kind === 'object') {
    const at = position % Math.max(1, value.members.length)
    const member = value.members[at]
    if (how % 4 === 0 || !member) return { kind: 'array', items: [value] }
    if (how % 4 === 1) return { kind: 'object', members: value.members.toSpliced(at, 1) }
    if (how % 4 === 2) return { kind: 'object', members: value.members.toReversed() }
    const key = member.key === member.key.toUpperCase() ? member.key.toLowerCase() : member.key.toUpperCase()
    if (value.members.some((other) => other.key === key)) return value
    return { kind: 'object', members: value.members.with(at, { ...member, key }) }
  }
  const ways =
    value.kind === 'number' ? Object.values(numbers).find((all) => all.includes(value.digits)) : null
  if (ways && how % 3 === 0) return { kind: 'number', digits: ways[position % ways.length] ?? '' }
  return how % 2 === 0
    ? material
    : { kind: 'string', value: value.kind === 'number' ? value.digits : value.kind }
}

/** The value up to the order of arrays and members and the way its numbers are written. */
function canonical(value: JsonNode): string {
  if (value.kind === 'array') return `[${value.items.map(canonical).toSorted().join()}]`
  if (value.kind === 'object') {
    return `{${value.members
      .map(({ key, value: inner }) => `${JSON.stringify(key)}:${canonical(inner)}`)
      .toSorted()
      .join()}}`
  }
  if (value.kind === 'number') return plainOf.get(value.digits) ?? value.digits
  return toJsonText(value)
}

const scalarsIn = (value: JsonNode | null): number => {
  if (value?.kind === 'array') return value.items.reduce((sum, item) => sum + scalarsIn(item), 0)
  if (value?.kind === 'object') return value.members.reduce((sum, member) => sum + scalarsIn(member.value), 0)
  return value ? 1 : 0
}

const textOf = (value: JsonNode | null) => value && toJsonText(value)
const toWire = (row: JsonDiffRow) => ({
  ...row,
  beforeText: textOf(row.before),
  afterText: textOf(row.after)
})

describe('diffJson and toJsonPatch, for any two values,', () => {
  it('find nothing between a value and itself, in whatever order its members and items come', () => {
    const turned = (value: JsonNode): JsonNode => {
      if (value.kind === 'array') return { kind: 'array', items: value.items.map(turned).toReversed() }
      if (value.kind !== 'object') return value
      const members = value.members.map(({ key, value: inner }) => ({ key, value: turned(inner) }))
      return { kind: 'object', members: members.toReversed() }
    }
    fc.assert(
      fc.property(node, (value) => {
        expect(diffJson(value, parseJsonText(toJsonText(value)))).toMatchObject({
          rows: [],
          unchanged: scalarsIn(value)
        })
        const rows = diffJson(value, turned(value)).rows
        // Items that differ in the way a number is written only are the same item, but not written alike.
        expect(rows.filter((row) => row.note !== 'number_form')).toEqual([])
      }),
      { numRuns: PAIRS }
    )
  }, 120_000)

  it('make the later one of the earlier one, count what stayed, and say the same the other way round', () => {
    const mirror = new Map([
      ['added', 'removed'],
      ['removed', 'added']
    ])
    fc.assert(
      fc.property(pair, ([before, after]) => {
        const there = diffJson(before, after, { listUnchanged: Infinity })
        const patch = toJsonPatch(there.rows.map(toWire))
        expect(canonical(applyJsonPatch(before, patch))).toBe(canonical(after))

        const reported = there.rows
          .filter((row) => row.note !== 'name_case')
          .reduce((sum, row) => sum + scalarsIn(row.after), 0)
        expect(there.unchanged + reported).toBe(scalarsIn(after))

        const back = diffJson(after, before)
        const ends = (row: JsonDiffRow): [string, string] => [
          row.from?.pointer ?? row.place ?? row.pointer,
          row.pointer
        ]
        const isTwoSided = (row: JsonDiffRow) => row.before !== null && row.after !== null
        expect(
          back.rows
            .map((row) =>
              [
                mirror.get(row.kind) ?? row.kind,
                row.note,
                ...(isTwoSided(row) ? ends(row).toReversed() : [row.pointer])
              ].join(' ')
            )
            .toSorted()
        ).toEqual(
          there.rows
            .map((row) => [row.kind, row.note, ...(isTwoSided(row) ? ends(row) : [row.pointer])].join(' '))
            .toSorted()
        )
        expect(back.unchanged).toBe(there.unchanged)

        expect(there.same).toHaveLength(there.unchanged)
        expect(new Set(there.same.map((value) => value.pointer)).size).toBe(there.unchanged)
        for (const { pointer, text } of there.same) {
          const value = nodeAt(after, pointer)
          expect(value && scalarText(value)).toBe(text)
        }
      }),
      { numRuns: PAIRS }
    )
  }, 120_000)
})
