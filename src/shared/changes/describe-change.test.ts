import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseJsonText } from '#shared/json-text.ts'
import { readJson, rowsBetween } from '../../../tests/support/diff-rows.ts'
import { describeChange } from './describe-change.ts'

const enterprise = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'
const sentences = (before: unknown, after: unknown): string[] =>
  rowsBetween(readJson(before), readJson(after)).map(describeChange)
const raw = (attributes: object) => ({ data: { raw_attributes: attributes } })

describe('describeChange', () => {
  it('tells of a long text what became what', () => {
    const text = (fuel: string, end: string) =>
      `A sentence about clay that is long enough for its beginning to say nothing, fired with ${fuel} in a kiln. ${end}`
    expect(sentences(raw({ note: text('wood', '') }), raw({ note: text('gas', 'It glows.') }))).toEqual([
      'note changed: “wood” became “gas”; “It glows.” was added'
    ])
  })

  it.each<[string, object, object]>([
    ['department changed from Design to Platform', { department: 'Design' }, { department: 'Platform' }],
    ['name.familyName changed from A to B', { name: { familyName: 'A' } }, { name: { familyName: 'B' } }],
    [
      'enterprise extension: department changed from Design to Platform',
      { [enterprise]: { department: 'Design' } },
      { [enterprise]: { department: 'Platform' } }
    ],
    [
      'email of type work: value changed from a@x.example to b@x.example',
      { emails: [{ type: 'work', value: 'a@x.example' }] },
      { emails: [{ type: 'work', value: 'b@x.example' }] }
    ],
    [
      'email jane@x.example was added',
      { emails: [{ value: 'a' }] },
      { emails: [{ value: 'a' }, { value: 'jane@x.example' }] }
    ],
    [
      'phone number of type mobile was removed: +44 1',
      { phoneNumbers: [{ type: 'mobile', value: '+44 1' }] },
      { phoneNumbers: [] }
    ],
    [
      'member diruser_2 was added: ann@x.example',
      { members: [{ value: 'diruser_1' }] },
      { members: [{ value: 'diruser_1' }, { value: 'diruser_2', display: 'ann@x.example' }] }
    ],
    ['role admin was removed', { roles: ['admin', 'member'] }, { roles: ['member'] }],
    ['item x of tags was added', { tags: ['a'] }, { tags: ['a', 'x'] }],
    [
      'settings: feature sso: enabled changed from false to true',
      { settings: { features: [{ name: 'sso', enabled: false }] } },
      { settings: { features: [{ name: 'sso', enabled: true }] } }
    ],
    [
      'email number 2: address changed from b to c',
      { emails: [{ address: 'a' }, { address: 'b' }] },
      { emails: [{ address: 'a' }, { address: 'c' }] }
    ],
    ['active changed from true to False (as text)', { active: true }, { active: 'False' }],
    ['level changed from 1 (as text) to 2', { level: '1' }, { level: 2 }],
    [
      'active is now True (as text) instead of true, the same fact in another form',
      { active: true },
      { active: 'True' }
    ],
    ['groups was null and is empty list, the same to SCIM', { groups: null }, { groups: [] }],
    ['groups was empty list and is missing, the same to SCIM', { groups: [] }, {}],
    ['the name userName is now written username', { userName: 1 }, { username: 1 }],
    ['title was added: Lead', {}, { title: 'Lead' }],
    ['title changed from Lead to empty text', { title: 'Lead' }, { title: '' }],
    [
      'title moved to enterprise extension: title',
      { title: 'Lead', [enterprise]: {} },
      { [enterprise]: { title: 'Lead' } }
    ],
    ['note changed from a to line\\nnext \\u202Eend', { note: 'a' }, { note: 'line\nnext \u202Eend' }],
    [
      'manager was added: {"value": "26", "displayName": "Idris"}',
      {},
      { manager: { value: '26', displayName: 'Idris' } }
    ]
  ])('says: %s', (sentence, before, after) => {
    expect(sentences(raw(before), raw(after))).toEqual([sentence])
    expect(sentences({ data: before }, { data: after })).toEqual([sentence])
  })

  it('says what a number form is, with its digits', () => {
    const [row] = rowsBetween(parseJsonText('{"n":1.10}'), parseJsonText('{"n":1.1}'))
    expect(row && describeChange(row)).toBe('n is now written 1.1 instead of 1.10, the same number')
    const [big] = rowsBetween(
      parseJsonText('{"n":9007199254740993}'),
      parseJsonText('{"n":9007199254740995}')
    )
    expect(big && describeChange(big)).toBe('n changed from 9007199254740993 to 9007199254740995')
  })

  it('names the whole payload, and the entity of events that have it one level down', () => {
    expect(sentences(1, [2])).toEqual(['the whole payload changed from 1 to [2]'])
    const user = (email: string) => ({ data: { user: { email, user_profile: { name: email } } } })
    expect(sentences(user('a'), user('b'))).toEqual(['email changed from a to b', 'name changed from a to b'])
  })

  it('cuts what is long, names its length, and leaves characters whole', () => {
    const [sentence = ''] = sentences({ a: 'x' }, { a: `${'y'.repeat(119)}😀${'z'.repeat(5_000)}` })
    expect(sentence).toBe(`a changed from x to ${'y'.repeat(119)}… (5,121 characters)`)
    const [path = ''] = sentences({ ['k'.repeat(5_000)]: 1 }, { ['k'.repeat(5_000)]: 2 })
    expect(path).toContain('… (5,000 characters) changed from 1 to 2')
    const [deep = ''] = rowsBetween(
      readJson({}),
      parseJsonText(`{"a":${'['.repeat(50_000)}${']'.repeat(50_000)}}`)
    ).map(describeChange)
    expect(deep).toMatch(/^a was added: \[{120}… \(0 values\)$/)
  })

  it('never says a secret, wherever it is in a value', () => {
    const secret = 'hunter2'
    const all = [
      ...sentences(raw({ password: 'old' }), raw({ password: secret })),
      ...sentences(raw({}), raw({ password: secret })),
      ...sentences(raw({ password: { value: 'old' } }), raw({ password: { value: secret } })),
      ...sentences({ data: {} }, raw({ userName: 'a', Password: secret })),
      ...sentences({}, { data: { txt_record_secret: secret } })
    ]
    expect(all.slice(0, 3)).toEqual([
      'password changed (hidden)',
      'password was added (hidden)',
      'password.value changed (hidden)'
    ])
    expect(all.join('\n')).not.toContain(secret)
    expect(all).toHaveLength(5)
  })

  it('says something on one line without controls, for any two values', () => {
    const key = fc.oneof(
      fc.constantFrom(
        'emails',
        'type',
        'value',
        'display',
        'a]',
        '["x"]',
        'a.b',
        '[',
        '',
        enterprise,
        '__proto__'
      ),
      fc.string({ unit: 'binary', maxLength: 4 })
    )
    const { json } = fc.letrec<{ json: unknown }>((tie) => ({
      json: fc.oneof(
        { maxDepth: 4, depthIdentifier: 'json' },
        fc.oneof(
          fc.constantFrom(null, true, 'True', 1, '1', '\u202E', '\ud800'),
          fc.string({ unit: 'binary' })
        ),
        fc.dictionary(key, tie('json'), { maxKeys: 4, depthIdentifier: 'json' }),
        fc.array(tie('json'), { maxLength: 4, depthIdentifier: 'json' })
      )
    }))
    fc.assert(
      fc.property(json, json, (before, after) => {
        for (const sentence of sentences(before, after)) {
          expect(sentence).not.toMatch(/[\p{Cc}\p{Cs}\u2028\u2029\u202A-\u202E\u2066-\u2069]/u)
          expect(sentence).toMatch(/ (?:was|changed|moved|is) |^the name /)
        }
      }),
      { numRuns: 3_000 }
    )
  })
})
