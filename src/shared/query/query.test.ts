import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createGlob } from './glob.ts'
import { parseQuery } from './parse-query.ts'
import { groupTerms, targetOf, timeBounds } from './query.ts'

function read(text: string) {
  const parsed = parseQuery(text, Date.UTC(2026, 10, 26))
  if (!parsed.ok) throw new Error(parsed.error.message)
  return parsed.query
}

describe('groupTerms', () => {
  it('gathers the terms by kind, those to be refused apart', () => {
    const { wanted, refused } = groupTerms(read('type:a.* foo type:b.* -type:c.* status:2xx -bar'))
    expect(wanted.type?.map((term) => term.pattern)).toEqual(['a.*', 'b.*'])
    expect(wanted.text?.map((term) => term.text)).toEqual(['foo'])
    expect(wanted.status?.map((term) => term.status)).toEqual([{ from: 200, to: 299 }])
    expect(refused.type?.map((term) => term.pattern)).toEqual(['c.*'])
    expect(Object.keys(wanted).toSorted()).toEqual(['status', 'text', 'type'])
    expect(Object.keys(refused).toSorted()).toEqual(['text', 'type'])
  })
})

describe('timeBounds', () => {
  it.each([
    ['foo', null, null],
    ['after:2026-11-01T00:00Z', '2026-11-01', null],
    ['before:2026-11-05T00:00Z', null, '2026-11-05'],
    ['-before:2026-11-01T00:00Z -after:2026-11-05T00:00Z', '2026-11-01', '2026-11-05'],
    ['after:2026-11-01T00:00Z after:2026-11-02T00:00Z -before:2026-10-01T00:00Z', '2026-11-02', null]
  ])('of %s', (text, from, before) => {
    const instant = (day: string | null) => (day === null ? null : Date.parse(day))
    expect(timeBounds(read(text))).toEqual({ from: instant(from), before: instant(before) })
  })
})

describe('targetOf', () => {
  it.each([
    ['', 'events'],
    ['is:rejected', 'deliveries'],
    ['foo is:unchecked', 'deliveries'],
    ['is:interceptor', 'deliveries'],
    ['-is:rejected', 'events'],
    ['is:verified is:conflict', 'events'],
    ['"is:rejected"', 'events']
  ])('%s is %s', (text, target) => {
    expect(targetOf(read(text))).toBe(target)
  })
})

describe('createGlob', () => {
  it.each([
    ['user.*', 'user.login', true],
    ['user.*', 'USER.LOGIN', true],
    ['user.*', 'a.user.login', false],
    ['*.user_*', 'organization.directory.user_created', true],
    ['user.login', 'user.login', true],
    ['user.login', 'user.login2', false],
    ['user.', 'userX', false],
    ['a*a', 'a', false],
    ['ab*ba', 'aba', false],
    ['*', '', true],
    ['***', 'x', true]
  ])('%s on %s: %s', (pattern, text, fits) => {
    expect(createGlob(pattern)(text)).toBe(fits)
  })

  it('agrees with a regular expression', () => {
    const letters = fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 8 })
    const pattern = fc.string({ unit: fc.constantFrom('a', 'b', '*'), maxLength: 6 })
    fc.assert(
      fc.property(pattern, letters, (glob, text) => {
        expect(createGlob(glob)(text)).toBe(new RegExp(`^${glob.replaceAll('*', '.*')}$`).test(text))
      }),
      { numRuns: 5_000 }
    )
  })

  it('comes to an end on many stars and a long text', () => {
    expect(createGlob('*a'.repeat(1_000) + '*b')('a'.repeat(1_000_000))).toBe(false)
  })
})
