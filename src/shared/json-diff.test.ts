import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { diffJson } from './json-diff.ts'
import { parseJsonText } from './json-text.ts'

const diff = (before: unknown, after: unknown) => {
  const { rows, unchanged } = diffJson(
    parseJsonText(JSON.stringify(before)),
    parseJsonText(JSON.stringify(after))
  )
  return { rows: rows.map(({ pointer, label, kind }) => ({ pointer, label, kind })), unchanged }
}

describe('diffJson', () => {
  it('finds nothing between a value and itself', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(diff(value, value).rows).toEqual([])
      }),
      { numRuns: 2_000 }
    )
  })

  it('finds something between any two objects that differ, and the mirror image the other way round', () => {
    const shallow = fc.dictionary(
      fc.string(),
      fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null))
    )
    const mirror = { added: 'removed', removed: 'added' } as const
    fc.assert(
      fc.property(shallow, shallow, (a, b) => {
        const there = diff(a, b).rows
        const back = diff(b, a).rows
        const isEqual =
          Object.keys(a).length === Object.keys(b).length &&
          Object.entries(a).every(([k, v]) => Object.is(b[k], v))
        expect(there.length === 0).toBe(isEqual)
        expect(back.map((row) => row.pointer).toSorted()).toEqual(there.map((row) => row.pointer).toSorted())
        expect(back.map((row) => row.kind).toSorted()).toEqual(
          there
            .map((row) => (row.kind in mirror ? mirror[row.kind as keyof typeof mirror] : row.kind))
            .toSorted()
        )
      }),
      { numRuns: 2_000 }
    )
  })

  it('tells a changed mail address of one type, and takes a reordered list for no change', () => {
    const before = {
      emails: [
        { type: 'work', value: 'a@x.example' },
        { type: 'home', value: 'h@x.example' }
      ]
    }
    const after = {
      emails: [
        { type: 'home', value: 'h@x.example' },
        { type: 'work', value: 'b@x.example' }
      ]
    }
    expect(diff(before, after)).toEqual({
      rows: [{ pointer: '/emails/1/value', label: 'emails[type=work].value', kind: 'changed' }],
      unchanged: 3
    })
  })

  it('names a member that came or went by its identity', () => {
    expect(diff({ groups: [{ value: 'g1' }] }, { groups: [{ value: 'g2' }, { value: 'g1' }] }).rows).toEqual([
      { pointer: '/groups/0', label: 'groups[value=g2]', kind: 'added' }
    ])
    expect(diff({ roles: ['admin', 'member'] }, { roles: ['member'] }).rows).toEqual([
      { pointer: '/roles/0', label: 'roles[admin]', kind: 'removed' }
    ])
  })

  it('takes an id for a better name than a type', () => {
    const member = (id: number, type: string) => ({ id, type })
    expect(diff([member(1, 'a'), member(2, 'b')], [member(2, 'a'), member(1, 'b')]).rows).toEqual([
      { pointer: '/0/type', label: '[id=2].type', kind: 'changed' },
      { pointer: '/1/type', label: '[id=1].type', kind: 'changed' }
    ])
  })

  it('puts URN keys in brackets and escapes pointers', () => {
    const urn = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'
    expect(diff({ [urn]: { department: 'Design' } }, { [urn]: { department: 'Platform' } }).rows).toEqual([
      { pointer: `/${urn}/department`, label: `["${urn}"].department`, kind: 'changed' }
    ])
    expect(diff({ 'a/b~c': 1 }, { 'a/b~c': 2 }).rows[0]?.pointer).toBe('/a~1b~0c')
  })

  it('tells a change of type from a change of value', () => {
    for (const [before, after] of [
      ['True', true],
      [1, '1'],
      ['x', ['x']]
    ] as const) {
      expect(diff({ a: before }, { a: after }).rows, JSON.stringify([before, after])).toEqual([
        { pointer: '/a', label: 'a', kind: 'retyped' }
      ])
    }
    expect(diff({ a: 'yes' }, { a: true }).rows[0]?.kind).toBe('changed')
  })

  it('sees a difference in numbers that JavaScript would round to the same', () => {
    const [a, b] = ['{"n":9007199254740993}', '{"n":9007199254740992}'].map(parseJsonText)
    expect(a && b && diffJson(a, b).rows.map((row) => row.kind)).toEqual(['changed'])
  })

  it('sees a change in one of two members of the same name, beside any other change', () => {
    const [a, b] = ['{"dup":1,"dup":2}', '{"dup":7,"dup":2,"new":0}'].map(parseJsonText)
    expect(a && b && diffJson(a, b).rows.map(({ label, kind }) => [label, kind])).toEqual([
      ['dup', 'changed'],
      ['new', 'added']
    ])
  })

  it('survives a text 100,000 levels deep', () => {
    const deep = (inner: string) => parseJsonText('['.repeat(100_000) + inner + ']'.repeat(100_000))
    expect(diffJson(deep('1'), deep('2')).rows).toHaveLength(1)
  })
})
