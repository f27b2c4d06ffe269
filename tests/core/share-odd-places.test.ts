import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createRedactor } from '#shared/redaction/redactor.ts'

const ALL = { people: true, ids: true, organizations: true, paths: [] }
const open = () => createRedactor(ALL, (text) => createHash('sha256').update(`key ${text}`).digest())
const PERSON = {
  id: 'diruser_112860252122121399',
  email: 'ottilie.brandvold@juniperslate.example',
  given_name: 'Ottilie',
  family_name: 'Brandvold',
  phone_number: '+1 312 555 0142',
  raw_attributes: { addresses: [{ streetAddress: '14 Ropewalk Yard' }], nickName: 'Zoë' }
}
const noteOf = (note: unknown): string => {
  const { body } = open().event(JSON.stringify({ object: 'DirectoryUser', data: { ...PERSON, note } }))
  return JSON.stringify((JSON.parse(body) as { data: { note: unknown } }).data.note)
}
const deep = (value: unknown, times: number): string =>
  times === 0 ? JSON.stringify(value) : JSON.stringify({ inner: deep(value, times - 1) })
const base64 = (text: string) => Buffer.from(text).toString('base64')

describe('nothing of a person is left', () => {
  it.each([
    ['an e-mail in base64', base64(PERSON.email), [base64(PERSON.email)]],
    [
      'prose in base64url',
      `see ${Buffer.from(`ask ${PERSON.email} or Zoë`).toString('base64url')}`,
      ['YXNrIG90dGls']
    ],
    [
      'JSON in base64',
      base64('{"given_name":"Nobody","x":1}'),
      [base64('{"given_name":"Nobody"').slice(0, 20)]
    ],
    ['an e-mail in hexadecimal', Buffer.from(PERSON.email).toString('hex'), ['6f7474696c6965']],
    ['names that are one word', 'OBrandvold ottiliebrandvold BrandvoldOttilie', ['brandvold', 'ottilie']],
    [
      'a name without its accent, decomposed, or in wide letters',
      'Zoe Zoe\u0308 ＢＲＡＮＤＶＯＬＤ',
      ['zoe', 'ｂｒ', '\u0308']
    ],
    [
      'a phone number in other forms',
      '3125550142, 312-555-0142, (312) 555-0142, 0013125550142',
      ['555', '0142']
    ],
    [
      'the phone numbers of others',
      '0044 20 7946 0123, (415) 555-0199, 415.555.0198',
      ['7946', '0199', '0198']
    ],
    ['a street in capitals', 'AT 14 ROPEWALK YARD', ['ropewalk']],
    [
      'ids of other resources',
      '00ud4h8q2vKc0Rr7w5d8 6f1e0b7c52a94b0e9d638f20c1a77e54',
      ['00ud4h8q2v', '6f1e0b7c52']
    ],
    [
      'JSON that is nested too deep',
      deep({ family_name: 'Holloway', password: 'hunter2' }, 6),
      ['holloway', 'hunter2']
    ],
    ['JSON in a string in JSON', JSON.stringify(JSON.stringify({ password: 'hunter2' })), ['hunter2']],
    [
      'a name in a field of somebody else',
      { spouse_name: 'Gerald Holloway', text: 'Gerald Holloway' },
      ['holloway']
    ]
  ])('%s', (_what, note, gone) => {
    const after = noteOf(note).toLowerCase()
    for (const text of gone) expect(after).not.toContain(text.toLowerCase())
  })
})

it.each([
  'sk_live_51Habcdefghijklmnop',
  'ghp_abcdefghijklmnopqrstuvwxyz012345',
  'AKIAIOSFODNN7EXAMPLE',
  'password=hunter2hunter2',
  'pwd: hunter2hunter2',
  'fails with {"token": "hunter2hunter2"}',
  String.raw`fails with "{\"apiKey\":\"hunter2hunter2\"}"`,
  'Authorization: ApiKey hunter2hunter2',
  'Cookie: a=1; sid=hunter2hunter2'
])('takes the secret out of %s', (text) => {
  expect(noteOf(`It said ${text}`)).not.toMatch(/hunter2|51Habc|cdefghij|IOSFODNN/)
})

it.each([
  'The token: none. Password: required. Cookies are set.',
  'AAAAAAAAAAAAAAAAAAAAAAAAAAAA organizationmembershipcreated 20260217140552',
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk'
])('leaves %s as it is', (text) => {
  expect(noteOf(text)).toBe(JSON.stringify(text))
})

it('finds what is known in any coding, however it is cut', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (before, after) => {
      const text = `${before} ${PERSON.email} ${after}`
      for (const coding of ['base64', 'base64url', 'hex'] as const) {
        const written = Buffer.from(text.replaceAll(/\p{Cc}/gu, ' ').toWellFormed()).toString(coding)
        expect(noteOf(`x ${written} y`)).toBe('"x [redacted] y"')
      }
    })
  )
})
