import { describe, expect, it } from 'vitest'
import { diffJson } from './diff-json.ts'
import { parseJsonText, type JsonNode } from '#shared/json-text.ts'

const diff = (before: unknown, after: unknown) => {
  const { rows, unchanged } = diffJson(
    parseJsonText(JSON.stringify(before)),
    parseJsonText(JSON.stringify(after))
  )
  return { rows: rows.map(({ pointer, label, kind }) => ({ pointer, label, kind })), unchanged }
}

/** The rows whole, except for their values. */
const rowsOf = (before: unknown, after: unknown) =>
  diffJson(parseJsonText(JSON.stringify(before)), parseJsonText(JSON.stringify(after))).rows.map(
    ({ before: _before, after: _after, ...row }) => row
  )

describe('diffJson', () => {
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

  it.each([
    ['as_text', 'True', true],
    ['as_text', 'False', false],
    ['as_text', 'TRUE', 'true'],
    ['as_text', 1, '1'],
    ['wrapped', 'x', ['x']],
    ['wrapped', 'a; b', ['a', 'b']],
    ['wrapped', 'boss', { value: 'boss' }],
    ['wrapped', { value: 'a@x.example', type: 'work' }, [{ type: 'work', value: 'a@x.example' }]],
    ['wrapped', true, ['True']],
    ['unassigned', null, []]
  ])('calls the same fact retyped and says how: %s, %j and %j', (note, one, other) => {
    expect(rowsOf({ a: one }, { a: other })).toEqual([{ pointer: '/a', label: 'a', kind: 'retyped', note }])
    expect(rowsOf({ a: other }, { a: one })).toEqual([{ pointer: '/a', label: 'a', kind: 'retyped', note }])
  })

  it.each([
    ['yes', true],
    ['0412', 412],
    ['1.0', 1],
    ['x', ['x', 'y']],
    [{ value: 'boss', display: 'Boss' }, 'boss'],
    ['true', 'x'],
    ['', null],
    [{}, []],
    [0, false]
  ])('calls another fact changed: %j and %j', (one, other) => {
    expect(rowsOf({ a: one }, { a: other }).map((row) => row.kind)).toEqual(['changed'])
    expect(rowsOf({ a: other }, { a: one }).map((row) => row.kind)).toEqual(['changed'])
  })

  it('tells null and an empty list from a missing attribute, which SCIM takes for the same', () => {
    for (const nothing of [null, []]) {
      const row = { pointer: '/a', label: 'a', kind: 'retyped', note: 'unassigned' }
      expect(rowsOf({ a: nothing }, {})).toEqual([row])
      expect(rowsOf({}, { a: nothing })).toEqual([row])
    }
    expect(rowsOf([null], [])).toMatchObject([{ kind: 'removed' }])
  })

  it('takes a name in another case for the same one, says so, and still sees the change behind it', () => {
    const [before, after] = ['{"UserName":"a","b":1}', '{"b":1,"userName":"c"}'].map(parseJsonText)
    const { rows, unchanged } = diffJson(before!, after!)
    expect(rows).toEqual([
      {
        pointer: '/userName',
        place: '/UserName',
        label: 'userName',
        kind: 'retyped',
        note: 'name_case',
        before: { kind: 'string', value: 'UserName' },
        after: { kind: 'string', value: 'userName' }
      },
      {
        pointer: '/userName',
        place: '/UserName',
        label: 'userName',
        kind: 'changed',
        before: { kind: 'string', value: 'a' },
        after: { kind: 'string', value: 'c' }
      }
    ])
    expect(unchanged).toBe(1)
    expect(rowsOf({ a: 1, A: 2 }, { A: 2, a: 1 })).toEqual([])
  })

  it('compares numbers by their value to the last digit, and says when only the writing differs', () => {
    const kinds = (one: string, other: string) =>
      diffJson(parseJsonText(`{"n":${one}}`), parseJsonText(`{"n":${other}}`)).rows.map(
        ({ kind, note }) => note ?? kind
      )
    expect(kinds('9007199254740993', '9007199254740992')).toEqual(['changed'])
    expect(kinds('0.1000000000000000000001', '0.1')).toEqual(['changed'])
    expect(kinds('1e400', '1e401')).toEqual(['changed'])
    expect(kinds('1e99999999999999999999', '1e99999999999999999998')).toEqual(['changed'])
    for (const [one, other] of [
      ['1.0', '1'],
      ['1e3', '1000'],
      ['-0', '0.00'],
      ['12E-1', '1.2'],
      ['100e-2', '1']
    ] as const) {
      expect(kinds(one, other), `${one} and ${other}`).toEqual(['number_form'])
    }
  })

  it('finds the members that share a name: by their types, by their content, then in order', () => {
    const shared = (type: string, primary: boolean) => ({ value: 'a@x.example', type, primary })
    expect(
      rowsOf([shared('work', true), shared('home', false)], [shared('home', true), shared('work', true)])
    ).toEqual([{ pointer: '/0/primary', label: '[type=home].primary', kind: 'changed', place: '/1/primary' }])
    expect(rowsOf(['a', 'a', 'b'], ['b', 'a'])).toMatchObject([{ pointer: '/1', kind: 'removed' }])
    const same = (display: string) => ({ value: 'v', display })
    expect(rowsOf([same('p'), same('q'), same('r')], [same('r'), same('p'), same('s')])).toMatchObject([
      { pointer: '/2/display', kind: 'changed', place: '/1/display' }
    ])
  })

  it('matches members without any identity by their content, and what is left in order', () => {
    expect(rowsOf([{ x: 1 }, { x: 2 }, [3]], [[3], { x: 2 }, { x: 1 }])).toEqual([])
    expect(rowsOf([{ x: 1 }, { x: 2, y: 1 }], [{ x: 2, y: 5 }, { x: 1 }])).toMatchObject([
      { pointer: '/0/y', kind: 'changed', place: '/1/y' }
    ])
    expect(rowsOf([1, 2, null], [null, 3, 1])).toMatchObject([
      { pointer: '/1', kind: 'added' },
      { pointer: '/1', kind: 'removed' }
    ])
  })

  it('does not take another id or another reference for a change of the same member', () => {
    const kinds = (before: unknown, after: unknown) => rowsOf(before, after).map((row) => row.kind)
    expect(kinds([{ id: 1, type: 'work' }], [{ id: 2, type: 'work' }])).toEqual(['added', 'removed'])
    expect(kinds([{ value: 'g1', type: 'direct' }], [{ value: 'g2', type: 'direct' }])).toEqual([
      'added',
      'removed'
    ])
    expect(
      kinds([{ value: 'g1', type: '' }, { value: 'g2' }], [{ value: 'g3', type: '' }, { value: 'g2' }])
    ).toEqual(['added', 'removed'])
    expect(kinds([{ value: 'g1', display: 'Admins' }], [{ value: 'g2', display: 'Admins' }])).toEqual([
      'added',
      'removed'
    ])
  })

  it('takes a text and an object of that value for one member', () => {
    expect(rowsOf(['a@x', 'b@x'], [{ value: 'b@x' }, { value: 'a@x' }])).toMatchObject([
      { pointer: '/0', kind: 'retyped', note: 'wrapped', place: '/1' },
      { pointer: '/1', kind: 'retyped', note: 'wrapped', place: '/0' }
    ])
  })

  const urn = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'

  it('says that an attribute moved between a resource and its extension', () => {
    const core = { user: { department: 'Design', title: 'Lead', [urn]: { division: 'D' } } }
    const extended = { user: { title: 'Lead', [urn]: { division: 'D', department: 'Design' } } }
    expect(rowsOf(core, extended)).toEqual([
      {
        pointer: `/user/${urn}/department`,
        label: `user["${urn}"].department`,
        kind: 'moved',
        from: { pointer: '/user/department', label: 'user.department' }
      }
    ])
    expect(rowsOf(extended, core)).toMatchObject([{ pointer: '/user/department', kind: 'moved' }])
  })

  it('says that a member moved between two lists of one object', () => {
    const [ann, bob] = [{ value: 'u1' }, { value: 'u2' }]
    expect(rowsOf({ members: [ann, bob], owners: [] }, { members: [bob], owners: [ann] })).toEqual([
      {
        pointer: '/owners/0',
        label: 'owners[value=u1]',
        kind: 'moved',
        place: '/owners/-',
        from: { pointer: '/members/0', label: 'members[value=u1]' }
      }
    ])
  })

  it.each([
    ['another value', { department: 'A', [urn]: {} }, { [urn]: { department: 'B' } }],
    ['a value found anywhere', { active: true, [urn]: {} }, { [urn]: { active: true } }],
    ['another name', { region: 'eu', [urn]: {} }, { [urn]: { area: 'eu' } }],
    ['another place than an extension', { title: 'Lead', raw: {} }, { raw: { title: 'Lead' } }],
    ['texts in two lists', { roles: ['admin'], groups: [] }, { roles: [], groups: ['admin'] }],
    [
      'one that left two places',
      { t: 'x', 'urn:a': { t: 'x' }, 'urn:b': {} },
      { 'urn:a': {}, 'urn:b': { t: 'x' } }
    ]
  ])('does not call it moved: %s', (_what, before, after) => {
    const kinds = rowsOf(before, after).map((row) => row.kind)
    expect(new Set(kinds)).toEqual(new Set(['added', 'removed']))
  })

  it('sees a change in one of two members of the same name, beside any other change', () => {
    const [a, b] = ['{"dup":1,"dup":2}', '{"dup":7,"dup":2,"new":0}'].map(parseJsonText)
    expect(a && b && diffJson(a, b).rows.map(({ label, kind }) => [label, kind])).toEqual([
      ['dup', 'changed'],
      ['new', 'added']
    ])
  })

  it('notices names that an object has twice, wherever they are', () => {
    const before = parseJsonText('{"a":[{"b":1,"b":1,"c":{"d":1}}]}')
    const after = parseJsonText(
      '{"a":[{"b":1,"b":1,"c":{"d":1,"d":2,"d":3}}],"x/y":{"__proto__":1,"__proto__":2}}'
    )
    const { repeated } = diffJson(before, after)
    expect(repeated.before).toEqual([{ pointer: '/a/0', name: 'b', count: 2 }])
    expect(repeated.after.toSorted((a, b) => (a.pointer < b.pointer ? -1 : 1))).toEqual([
      { pointer: '/a/0', name: 'b', count: 2 },
      { pointer: '/a/0/c', name: 'd', count: 3 },
      { pointer: '/x~1y', name: '__proto__', count: 2 }
    ])
  })

  it('takes names that JavaScript knows for names like others', () => {
    const [before, after] = ['{"__proto__":{"a":1},"constructor":1}', '{"constructor":2,"toString":3}'].map(
      parseJsonText
    )
    expect(diffJson(before!, after!).rows.map(({ pointer, kind }) => [pointer, kind])).toEqual([
      ['/constructor', 'changed'],
      ['/toString', 'added'],
      ['/__proto__', 'removed']
    ])
  })

  it('takes no longer than it should for members that are all called the same', () => {
    const members = (from: number) =>
      parseJsonText(
        `[${Array.from({ length: 50_000 }, (_, index) => `{"value":"v","n":${from + index}}`).join()}]`
      )
    expect(diffJson(members(0), members(10)).rows).toHaveLength(10)
    const names = (value: number) => parseJsonText(`{${`"n":${value},`.repeat(50_000)}"last":0}`)
    expect(diffJson(names(1), names(2)).rows).toHaveLength(50_000)
  })

  it('survives a text 100,000 levels deep', () => {
    const deep = (inner: string) => parseJsonText('['.repeat(100_000) + inner + ']'.repeat(100_000))
    expect(diffJson(deep('1'), deep('2')).rows).toHaveLength(1)
  })
})

describe('diffJson, asked for what is unchanged,', () => {
  const sameOf = (before: string, after: string, listUnchanged: number) =>
    diffJson(parseJsonText(before), parseJsonText(after), { listUnchanged })

  it('lists it as the later text has it, in its order', () => {
    const before = '{"a":1,"l":["x","y"],"e":[{"type":"work","value":"v"}],"o":{"p":{"q":true}},"z":0}'
    const after =
      '{"o":{"p":{"q":true}},"e":[{"type":"home"},{"value":"v","type":"work"}],"l":["y","x"],"A":1.50,"none":{},"z":0}'
    const { same, unchanged } = sameOf(before, after, 100)
    expect(same).toEqual([
      { pointer: '/o/p/q', label: 'o.p.q', text: 'true' },
      { pointer: '/e/1/value', label: 'e[type=work].value', text: '"v"' },
      { pointer: '/e/1/type', label: 'e[type=work].type', text: '"work"' },
      { pointer: '/l/0', label: 'l[y]', text: '"y"' },
      { pointer: '/l/1', label: 'l[x]', text: '"x"' },
      { pointer: '/z', label: 'z', text: '0' }
    ])
    expect(unchanged).toBe(same.length)
  })

  it('lists the first ones only, and none unless asked', () => {
    const text = '{"a":[1,2,3],"b":{},"c":[[4],[5]],"d":6}'
    const value = parseJsonText(text)
    const labels = (after: JsonNode, most: number) =>
      diffJson(value, after, { listUnchanged: most }).same.map((row) => row.label)
    for (const after of [value, parseJsonText(text)]) {
      expect(labels(after, 4)).toEqual(['a[1]', 'a[2]', 'a[3]', 'c[0][4]'])
      expect(labels(after, 100)).toHaveLength(6)
      expect(diffJson(value, after).same).toEqual([])
    }
  })

  it('cuts long texts and takes as one what is 500 levels down', () => {
    const long = JSON.stringify('x'.repeat(20_000))
    const deep = `${'['.repeat(50_000)}1${']'.repeat(50_000)}`
    const { same } = sameOf(`[${long},${deep}]`, `[${long},${deep}]`, 10)
    expect(same.map(({ text }) => text.length)).toEqual([10_001, 3])
  })

  it('lists fewer where the paths alone would fill the memory', () => {
    const members = Array.from({ length: 3_000 }, (_, index) => `"k${index}":1`).join()
    const text = `{"${'x'.repeat(100_000)}":{${members}}}`
    const { same, unchanged } = sameOf(text, text, 5_000)
    expect(unchanged).toBe(3_000)
    expect(same.length).toBeLessThan(200)
  })

  it('lists of a name that comes twice only what its pointer leads to', () => {
    const body = '{"a":1,"n":{"x":1,"x":{"y":2},"x":{"z":3}},"a":2,"l":[{"v":1,"v":2}],"b":9}'
    const sameAs = (before: string) => {
      const { same } = diffJson(parseJsonText(before), parseJsonText(body), { listUnchanged: 99 })
      return same.map(({ pointer, text }) => [pointer, text])
    }
    const listed = [
      ['/n/x/z', '3'],
      ['/a', '2'],
      ['/l/0/v', '2'],
      ['/b', '9']
    ]
    expect(sameAs(body)).toEqual(listed)
    // Even where the first is the same and the last is not, and where names come in another order.
    expect(sameAs(body.replace('"a":2', '"a":3'))).toEqual(listed.filter(([pointer]) => pointer !== '/a'))
    expect(sameAs(`{"new":1,${body.slice(1)}`)).toEqual(listed)
  })
})
