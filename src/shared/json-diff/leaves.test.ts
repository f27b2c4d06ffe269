import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseJsonText, scalarText, type JsonNode } from '#shared/json-text.ts'
import { nodeAt } from '../../../tests/support/node-at.ts'
import { factOf, leavesOf, type Leaf } from './leaves.ts'

const MOST = 100_000
const read = (value: unknown): JsonNode => parseJsonText(JSON.stringify(value))
const leaves = (value: unknown): readonly Leaf[] => leavesOf(read(value), MOST).leaves
const keysOf = (value: unknown): string[] => leaves(value).map((leaf) => leaf.key)

describe('leavesOf', () => {
  it('gives each value that holds no further ones, in the order of the body', () => {
    const urn = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'
    const found = leaves({
      userName: 'a',
      emails: [{ type: 'work', value: 'a@x.example' }],
      groups: [],
      name: {},
      roles: ['admin'],
      [urn]: { 'a/b': null }
    })
    expect(found.map(({ label, pointer, value }) => [label, pointer, scalarText(value)])).toEqual([
      ['userName', '/userName', '"a"'],
      ['emails[type=work].type', '/emails/0/type', '"work"'],
      ['emails[type=work].value', '/emails/0/value', '"a@x.example"'],
      ['groups', '/groups', '[]'],
      ['name', '/name', '{}'],
      ['roles[admin]', '/roles/0', '"admin"'],
      [`["${urn}"]["a/b"]`, `/${urn}/a~1b`, 'null']
    ])
    expect(leaves(7)).toMatchObject([{ key: '', label: '', pointer: '' }])
  })

  it('says when there are more than were asked for, and not when there are just as many', () => {
    expect(leavesOf(read([1, 2, 3]), 2)).toMatchObject({
      leaves: [{ pointer: '/0' }, { pointer: '/1' }],
      isCut: true
    })
    expect(leavesOf(read([1, 2, 3]), 3).isCut).toBe(false)
  })

  it('takes names in another case for the same attribute, but not identities', () => {
    expect(keysOf({ UserName: 1, 'X Y': [{ ID: 'A' }] })).toEqual(
      keysOf({ username: 1, 'x y': [{ id: 'A' }] })
    )
    expect(keysOf([{ id: 'A' }])).not.toEqual(keysOf([{ id: 'a' }]))
  })

  it('tells members by the whole of their identity, however long it is', () => {
    const long = (end: string) => ({ value: `${'x'.repeat(200)}${end}` })
    const keys = keysOf([long('a'), long('b')])
    expect(keys.toSorted()).toEqual(keysOf([long('b'), long('a')]).toSorted())
    expect(leaves([long('a')])[0]?.label).toHaveLength('[value=…].value'.length + 100)
  })

  it('tells a position from a scalar that is written alike, and a name from a path', () => {
    expect(
      new Set([...keysOf([[1]]), ...keysOf(['0']), ...keysOf({ '#0': 1 }), ...keysOf({ '0': 1 })]).size
    ).toBe(4)
    expect(keysOf({ 'a.b': 1 })).not.toEqual(keysOf({ a: { b: 1 } }))
    expect(keysOf([{ value: 'x"].a', b: 1 }])).not.toEqual(keysOf([{ value: 'x', a: { b: 1 } }]))
  })

  it('numbers what nothing tells apart, even many of them', () => {
    const { leaves: found } = leavesOf(parseJsonText('{"a":1,"A":2,"a":3}'), MOST)
    expect(found.map((leaf) => leaf.key)).toEqual(['a', 'a#2', 'a#3'])
    const many = leaves(Array.from({ length: 50_000 }, () => 'x'))
    expect(new Set(many.map((leaf) => leaf.key)).size).toBe(50_000)
  })

  it('survives 50,000 levels, of which it takes the deep ones as a whole', () => {
    const deep = parseJsonText('[{"a":'.repeat(25_000) + '1' + '}]'.repeat(25_000))
    const { leaves: found, isCut } = leavesOf(deep, MOST)
    expect(isCut).toBe(false)
    expect(found).toHaveLength(1)
    expect(found[0]?.pointer.split('/')).toHaveLength(501)
  })

  it('stops before the paths of a body with long names fill the memory', () => {
    const members = Object.fromEntries(Array.from({ length: 3_000 }, (_, index) => [`k${index}`, index]))
    const { leaves: found, isCut } = leavesOf(read({ ['x'.repeat(100_000)]: members }), MOST)
    expect(isCut).toBe(true)
    expect(found.length).toBeGreaterThan(50)
  })

  const name = fc.oneof(
    fc.constantFrom(
      'id',
      'value',
      'type',
      '$ref',
      'name',
      'a',
      'A',
      'a/b',
      '~1',
      '0',
      '-',
      '',
      '__proto__',
      'a#2'
    ),
    fc.string({ maxLength: 3 })
  )
  const { json } = fc.letrec<{ json: unknown }>((tie) => ({
    json: fc.oneof(
      { maxDepth: 4, depthIdentifier: 'json' },
      fc.oneof(fc.constantFrom(null, true, 'True', '1', 1, 1.5, 'x', '#2', '0'), fc.string()),
      fc.dictionary(name, tie('json'), { maxKeys: 5, depthIdentifier: 'json' }),
      fc.array(tie('json'), { maxLength: 5, depthIdentifier: 'json' })
    )
  }))

  it('for any body, points to each value and gives no key twice', () => {
    fc.assert(
      fc.property(json, (value) => {
        const root = read(value)
        const { leaves: found } = leavesOf(root, MOST)
        for (const leaf of found) expect(nodeAt(root, leaf.pointer)).toBe(leaf.value)
        expect(new Set(found.map((leaf) => leaf.key)).size).toBe(found.length)
      }),
      { numRuns: 2_000 }
    )
  })

  it('for any resource, gives the same facts under the same keys however lists and names are written', () => {
    const member = fc.record(
      {
        [`value`]: fc.string({ maxLength: 200 }),
        display: fc.constantFrom('A', 'B'),
        type: fc.constantFrom('work', 'home', 'User'),
        extra: fc.dictionary(fc.constantFrom('a', 'b c'), fc.constantFrom(1, 'x', true))
      },
      { requiredKeys: ['value'] }
    )
    const resource = fc.record({
      members: fc.uniqueArray(member, { selector: ({ value }) => value, maxLength: 8 }),
      tags: fc.uniqueArray(fc.string({ maxLength: 4 }), { selector: (tag) => tag.toLowerCase() })
    })
    const facts = (value: unknown) =>
      leaves(value)
        .map((leaf) => [leaf.key, factOf(leaf.value)])
        .toSorted(([a = ''], [b = '']) => (a < b ? -1 : 1))
    fc.assert(
      fc.property(
        resource.chain((value) =>
          fc.tuple(
            fc.constant(value),
            fc.shuffledSubarray(value.members, { minLength: value.members.length }),
            fc.shuffledSubarray(value.tags, { minLength: value.tags.length })
          )
        ),
        ([value, members, tags]) => {
          const again = {
            TAGS: tags,
            Members: members.map(({ value: id, ...rest }) => ({ ...rest, VALUE: id }))
          }
          expect(facts(again)).toEqual(facts(value))
        }
      ),
      { numRuns: 2_000 }
    )
  })
})

describe('factOf', () => {
  it.each([
    ['true', '"True"', '"TRUE"'],
    ['1', '1.0', '1e0', '"1"'],
    ['null', '[]'],
    ['0.5', '5e-1', '0.50', '"0.5"'],
    ['9007199254740993', '"9007199254740993"'],
    ['-0', '0']
  ])('takes for one fact: %s and %s', (first, ...others) => {
    for (const other of others) expect(factOf(parseJsonText(other))).toBe(factOf(parseJsonText(first)))
  })

  it('tells other facts apart', () => {
    const texts = [
      'true',
      'false',
      'null',
      '""',
      '{}',
      '1',
      '9007199254740993',
      '9007199254740992',
      '"null "',
      '"x"',
      '"1.0"',
      '1e400'
    ]
    expect(new Set(texts.map((text) => factOf(parseJsonText(text)))).size).toBe(texts.length)
  })
})
