import { afterEach, describe, expect, it, vi } from 'vitest'
import { parseQuery } from './parse-query.ts'

const NOW = Date.UTC(2026, 10, 26, 13, 20, 5)

const termsOf = (text: string) => {
  const parsed = parseQuery(text, NOW)
  if (!parsed.ok) throw new Error(`${text}: ${parsed.error.message}`)
  return parsed.query.terms.map((term) => ({
    ...term,
    at: undefined,
    length: undefined,
    negated: term.negated || undefined
  }))
}
const errorOf = (text: string) => {
  const parsed = parseQuery(text, NOW)
  if (parsed.ok) throw new Error(`${text} was read as ${JSON.stringify(parsed.query)}`)
  return parsed.error
}

describe('parseQuery reads', () => {
  it.each([
    ['', []],
    ['   \t\n ', []],
    ['acme', [{ kind: 'text', text: 'acme' }]],
    [
      'Acme  Inc',
      [
        { kind: 'text', text: 'Acme' },
        { kind: 'text', text: 'Inc' }
      ]
    ],
    ['"Acme  Inc"', [{ kind: 'text', text: 'Acme  Inc' }]],
    [String.raw`"say \"hi\" to C:\temp\\"`, [{ kind: 'text', text: String.raw`say "hi" to C:\temp` + '\\' }]],
    ['"type:user.*"', [{ kind: 'text', text: 'type:user.*' }]],
    ['-acme', [{ kind: 'text', text: 'acme', negated: true }]],
    ['-"a b"', [{ kind: 'text', text: 'a b', negated: true }]],
    ['--force', [{ kind: 'text', text: '-force', negated: true }]],
    [
      'a - b',
      [
        { kind: 'text', text: 'a' },
        { kind: 'text', text: '-' },
        { kind: 'text', text: 'b' }
      ]
    ],
    ['it"s', [{ kind: 'text', text: 'it"s' }]],

    ['type:user.*', [{ kind: 'type', pattern: 'user.*' }]],
    ['type:user.login', [{ kind: 'type', pattern: 'user.login' }]],
    ['type:login', [{ kind: 'type', pattern: '*login*' }]],
    ['type:"login"', [{ kind: 'type', pattern: 'login' }]],
    ['TYPE:User.*', [{ kind: 'type', pattern: 'User.*' }]],
    ['-type:user.*', [{ kind: 'type', pattern: 'user.*', negated: true }]],
    ['action:created', [{ kind: 'action', action: 'created' }]],
    ['Action:OTHER', [{ kind: 'action', action: 'other' }]],
    ['org:acme', [{ kind: 'org', needle: 'acme' }]],
    ['org:"Acme Inc"', [{ kind: 'org', needle: 'Acme Inc' }]],
    ['-org:"Acme Inc"', [{ kind: 'org', needle: 'Acme Inc', negated: true }]],
    ['provider:OKTA', [{ kind: 'provider', provider: 'okta' }]],
    ['org:a:b', [{ kind: 'org', needle: 'a:b' }]],
    ['entity:diruser_1', [{ kind: 'entity', id: 'diruser_1' }]],
    ['endpoint:ep_1', [{ kind: 'endpoint', needle: 'ep_1' }]],
    [
      'id:evt_1 id:del_4',
      [
        { kind: 'id', id: 'evt_1' },
        { kind: 'id', id: 'del_4' }
      ]
    ],
    ['has:note', [{ kind: 'has', what: 'note' }]],
    ['has:Attempt', [{ kind: 'has', what: 'attempt' }]],
    ['has:org', [{ kind: 'has', what: 'org' }]],
    ['has:entity', [{ kind: 'has', what: 'entity' }]],
    ['has:raw_attributes', [{ kind: 'key', name: 'raw_attributes' }]],
    ['has:urn:ietf:params', [{ kind: 'key', name: 'urn:ietf:params' }]],
    ['has:"note"', [{ kind: 'key', name: 'note' }]],
    ['is:repeated', [{ kind: 'is', flag: 'retried' }]],
    ['IS:Starred', [{ kind: 'is', flag: 'starred' }]],
    [
      'type:a.* -is:late foo',
      [
        { kind: 'type', pattern: 'a.*' },
        { kind: 'is', flag: 'late', negated: true },
        { kind: 'text', text: 'foo' }
      ]
    ]
  ])('%s', (text, terms) => {
    expect(termsOf(text)).toEqual(terms)
  })

  it.each([
    'verified',
    'rejected',
    'unchecked',
    'starred',
    'replayed',
    'retried',
    'conflict',
    'late',
    'sample',
    'interceptor'
  ])('is:%s', (flag) => {
    expect(termsOf(`is:${flag}`)).toEqual([{ kind: 'is', flag }])
  })

  it.each([
    ['2xx', { from: 200, to: 299 }],
    ['5XX', { from: 500, to: 599 }],
    ['200', { from: 200, to: 200 }],
    ['200-299', { from: 200, to: 299 }],
    ['>=500', { from: 500, to: 999 }],
    ['>500', { from: 501, to: 999 }],
    ['<=299', { from: 100, to: 299 }],
    ['<300', { from: 100, to: 299 }],
    ['"404"', { from: 404, to: 404 }],
    ['failed', { outcome: 'failed' }],
    ['Pending', { outcome: 'pending' }],
    ['none', { outcome: 'none' }]
  ])('status:%s', (value, status) => {
    expect(termsOf(`status:${value}`)).toEqual([{ kind: 'status', status }])
  })

  it.each([
    'https://x.example/hook?a=1',
    'wss://x',
    'urn:ietf:params:scim',
    '10:30',
    'localhost:3000',
    'localhost:3000/hook',
    'x.example:443',
    '::1',
    'C:\\temp',
    'sha256:ab12',
    'note:',
    'a:b',
    '{"email":"x"}'
  ])('%s as text, colon and all', (text) => {
    expect(termsOf(text)).toEqual([{ kind: 'text', text }])
  })

  it('keeps where each term stands', () => {
    const parsed = parseQuery('  -org:"Acme Inc" foo', NOW)
    expect(parsed.ok && parsed.query.terms.map(({ at, length }) => ({ at, length }))).toEqual([
      { at: 2, length: 15 },
      { at: 18, length: 3 }
    ])
  })
})

describe('parseQuery reads times', () => {
  afterEach(() => {
    vi.unstubAllEnvs()
  })

  const timeOf = (value: string, now = NOW) => {
    const parsed = parseQuery(`before:${value}`, now)
    if (!parsed.ok) throw new Error(parsed.error.message)
    const [term] = parsed.query.terms
    return term?.kind === 'before'
      ? { written: term.written, at: new Date(term.instant).toISOString() }
      : null
  }

  it.each([
    ['UTC', '2026-11-01', '2026-11-01T00:00:00.000Z'],
    ['Asia/Kolkata', '2026-11-01', '2026-10-31T18:30:00.000Z'],
    ['Asia/Kolkata', '2026-11-01T10:30', '2026-11-01T05:00:00.000Z'],
    ['Asia/Kolkata', '2026-11-01T10:30:15', '2026-11-01T05:00:15.000Z'],
    ['Asia/Kolkata', '2026-11-01T10:30:15.25', '2026-11-01T05:00:15.250Z'],
    ['Asia/Kolkata', '2026-11-01T10:30Z', '2026-11-01T10:30:00.000Z'],
    ['Asia/Kolkata', '2026-11-01T10:30-05:00', '2026-11-01T15:30:00.000Z'],
    ['Asia/Kolkata', 'today', '2026-11-25T18:30:00.000Z'],
    ['America/Los_Angeles', 'today', '2026-11-26T08:00:00.000Z'],
    ['America/Los_Angeles', 'yesterday', '2026-11-25T08:00:00.000Z'],
    ['UTC', '30m', '2026-11-26T12:50:05.000Z'],
    ['UTC', '2h', '2026-11-26T11:20:05.000Z'],
    ['UTC', '7d', '2026-11-19T13:20:05.000Z'],
    ['UTC', '2024-02-29', '2024-02-29T00:00:00.000Z']
  ])('in %s: %s', (zone, value, at) => {
    vi.stubEnv('TZ', zone)
    expect(timeOf(value)).toEqual({ written: value, at })
  })

  it('across a change of the clocks', () => {
    vi.stubEnv('TZ', 'Europe/Berlin')
    const noonAfterTheChange = Date.UTC(2026, 9, 26, 11)
    expect(timeOf('yesterday', noonAfterTheChange)?.at).toBe('2026-10-24T22:00:00.000Z')
    expect(timeOf('today', noonAfterTheChange)?.at).toBe('2026-10-25T23:00:00.000Z')
  })

  it('in any case and with one spelling', () => {
    vi.stubEnv('TZ', 'UTC')
    expect(timeOf('2026-11-01t10:30z')?.written).toBe('2026-11-01T10:30Z')
    expect(timeOf('TODAY')?.written).toBe('today')
    expect(timeOf('007D')?.written).toBe('7d')
  })
})

describe('parseQuery refuses', () => {
  // The carets mark what the error points at.
  it.each([
    ['foo "bar baz', '    ^^^^^^^^', /quote is not closed/],
    ['org:"Acme', '    ^^^^^', /quote is not closed/],
    [String.raw`"a\"`, '^^^^', /quote is not closed/],
    ['"email":"x"', '       ^^^^', /needs a blank after it/],
    ['foo ""', '    ^^', /nothing between these quotes/],
    ['-""', ' ^^', /nothing between these quotes/],
    ['type:', '^^^^^', /type: needs a value right after the colon, such as type:user\.\*/],
    ['foo org: acme', '    ^^^^', /org: needs a value .* such as org:acme/],
    ['-has:""', ' ^^^^^^', /has: needs a value/],
    ['typ:user', '^^^^', /typ: is not a filter\. Did you mean type:\?/],
    ['tpye:', '^^^^^', /Did you mean type:\?/],
    ['x -Stauts:200', '   ^^^^^^^', /stauts: is not a filter\. Did you mean status:\?/],
    ['organization:acme', '^^^^^^^^^^^^^', /Did you mean org:\?/],
    ['ids:evt_1', '^^^^', /Did you mean id:\?/],
    [
      'colour:red',
      '^^^^^^^',
      /colour: is not a filter\. Filters are type:, action:, .* has:\. .*put it in quotes/
    ],
    ['given_name:Ada', '^^^^^^^^^^^', /given_name: is not a filter/],
    ['constructor:x', '^^^^^^^^^^^^', /constructor: is not a filter/],
    ['__proto__:x', '^^^^^^^^^^', /__proto__: is not a filter/],
    ['is:veryfied', '   ^^^^^^^^', /is:veryfied is not known\. Did you mean verified\?/],
    ['-is:star', '    ^^^^', /Did you mean starred\?/],
    ['is:blue', '   ^^^^', /Use one of verified, rejected, .* interceptor\./],
    ['action:create', '       ^^^^^^', /Did you mean created\?/],
    ['action:login', '       ^^^^^', /Use one of created, updated, deleted, enabled, disabled, other\./],
    ['status:20x', '       ^^^', /status:20x is not a status\. Write 200, 2xx, 200-299 or >=500/],
    ['status:faild', '       ^^^^^', /Did you mean failed\?/],
    ['status:299-200', '       ^^^^^^^', /holds no status/],
    ['status:0xx', '       ^^^', /from 100 to 999/],
    ['status:>999', '       ^^^^', /holds no status/],
    ['status:<100', '       ^^^^', /holds no status/],
    ['before:soon', '       ^^^^', /before:soon is not a time\. Write a date \(2026-11-01\)/],
    ['before:2026-11', '       ^^^^^^^', /is not a time/],
    ['after:1w', '      ^^', /an age \(30m, 2h, 7d\)/],
    ['after:2026-02-30', '      ^^^^^^^^^^', /2026-02-30 is not in the calendar/],
    ['after:2026-13-01', '      ^^^^^^^^^^', /not in the calendar/],
    ['after:2026-00-10', '      ^^^^^^^^^^', /not in the calendar/],
    ['after:2025-02-29', '      ^^^^^^^^^^', /not in the calendar/],
    ['after:2026-11-01T24:00', '      ^^^^^^^^^^^^^^^^', /on the clock/],
    ['after:2026-11-01T10:60Z', '      ^^^^^^^^^^^^^^^^^', /on the clock/],
    ['after:2026-11-01T10:30+99:00', '      ^^^^^^^^^^^^^^^^^^^^^^', /on the clock/]
  ])('%s', (text, carets, message) => {
    const error = errorOf(text)
    expect(error.message).toMatch(message)
    expect(' '.repeat(error.at) + '^'.repeat(error.length)).toBe(carets)
  })

  it('an endless name or value in a short message', () => {
    for (const text of [`is:${'x'.repeat(1_900)}`, `${'x'.repeat(1_900)}:y`, `before:${'9'.repeat(1_900)}`]) {
      expect(errorOf(text).message.length).toBeLessThan(400)
    }
  })
})

// Whatever took more than linear time would not end within the limit of a test at this length.
describe('parseQuery comes to an end on', () => {
  const long = (piece: string) => piece.repeat(Math.ceil(1_000_000 / piece.length))

  it.each([
    ['letters', long('a')],
    ['dashes', long('-')],
    ['blanks', `x${long(' ')}`],
    ['colons', long('ab:')],
    ['open quotes', `"${long('\\"')}`],
    ['backslashes', `"${long('\\')}`],
    ['short words', long('a ')],
    ['almost tokens', long('x:y ')],
    ['negated tokens', long('-is:late ')],
    ['stars', `type:${long('*a')}`],
    ['digits', `before:${long('1')}`]
  ])('a million characters of %s', (_, text) => {
    expect(parseQuery(text, NOW)).toHaveProperty('ok')
  })
})
