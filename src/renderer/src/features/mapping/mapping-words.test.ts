import { expect, test } from 'vitest'
import type { MappedField } from '#shared/mapping-models.ts'
import {
  certaintyOf,
  commonCertaintyOf,
  countOf,
  exactDayOf,
  exceptionOf,
  furtherOf,
  partOf,
  sentenceOf,
  shownPath
} from './mapping-words.ts'

const department: MappedField = {
  field: 'department',
  pointer: '/data/department',
  text: '"Design"',
  source: {
    pointer: '/data/raw_attributes/urn:ietf:params:scim:schemas:extension:enterprise:2.0:User/department',
    label: 'data.raw_attributes["urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"].department',
    text: '"Design"'
  },
  alike: [],
  rule: 'inferred',
  ruleText: 'Scalekit takes it from the enterprise extension.',
  agreement: 'equal',
  seen: null
}

test('tells rules and what was seen as degrees of certainty', () => {
  expect(certaintyOf(department)).toBe('Inferred')
  const seen = { equal: 41, of: 42, since: Date.UTC(2025, 10, 3, 9) }
  expect(certaintyOf({ rule: 'documented', seen }, exactDayOf)).toBe(
    'Documented by Scalekit; equal in 41 of 42 events since 2025-11-03'
  )
  expect(certaintyOf({ rule: 'learned', seen: { equal: 1, of: 1, since: Date.now() } })).toBe(
    'Learned from this directory; equal in 1 of 1 event since today'
  )
})

test('says once what most rows would say of how sure they are', () => {
  const others = ['documented', 'computed'] as const
  const rows = [...others, 'inferred', 'inferred', 'inferred'] as const
  expect(commonCertaintyOf(rows.map((rule) => ({ ...department, rule })))).toBe('Inferred')
  expect(
    commonCertaintyOf(['inferred', 'none'].map((rule) => ({ ...department, rule }) as MappedField))
  ).toBeNull()
})

test('a row repeats nothing of what is said once', () => {
  const seen = { equal: 9, of: 9, since: Date.now() }
  const common = certaintyOf({ rule: 'observed', seen })
  expect(exceptionOf({ ...department, rule: 'observed', seen }, common)).toBeNull()
  expect(exceptionOf({ ...department, seen }, common)).toBe('Inferred')
  expect(exceptionOf({ ...department, seen: { ...seen, equal: 8 } }, common)).toContain('equal in 8 of 9')
})

test('says a row as one sentence, whatever came of the comparison', () => {
  expect(sentenceOf(department)).toBe(
    'department, "Design", is equal to the raw attribute enterprise extension: department. ' +
      'Scalekit takes it from the enterprise extension. Inferred.'
  )
  const differs = {
    ...department,
    agreement: 'differs',
    source: { ...department.source!, text: '"Art"' }
  } as const
  expect(sentenceOf(differs)).toContain(
    'differs from the raw attribute enterprise extension: department, "Art".'
  )
  expect(sentenceOf({ ...department, agreement: 'missing', source: null })).toContain('not in this event')
  expect(sentenceOf({ ...department, text: `"${'x'.repeat(500)}"` })).toContain('… (cut)')
})

test('a blank field without a raw attribute is neither explained nor amiss', () => {
  expect(partOf(department)).toBe('explained')
  expect(partOf({ ...department, agreement: 'coerced' })).toBe('explained')
  expect(partOf({ ...department, agreement: 'missing', source: null })).toBe('missing')
  expect(partOf({ ...department, agreement: 'missing', source: null, text: 'null' })).toBe('empty')
  expect(partOf({ ...department, agreement: 'computed', source: null, text: 'null' })).toBe('computed')
})

test('counts parts in words, one or many', () => {
  expect(countOf('explained', 14)).toBe('14 fields explained')
  expect(countOf('differs', 1)).toBe('1 disagrees')
  expect(countOf('differs', 2)).toBe('2 disagree')
  expect(countOf('unmapped', 1)).toBe('1 raw attribute reached no field')
})

test('shows paths below the raw attributes that they are in', () => {
  expect(shownPath('data.raw_attributes.emails[type=work].value')).toBe('emails[type=work].value')
  expect(shownPath('data.raw_attributes')).toBe('raw_attributes')
  expect(shownPath('data.custom_attributes.badge_tier')).toBe('custom_attributes.badge_tier')
})

test('counts what is not listed', () => {
  expect(furtherOf(1, 'field', false)).toBe('1 further field is not listed.')
  expect(furtherOf(1_200, 'raw attribute', true)).toBe(
    'At least 1,200 further raw attributes are not listed.'
  )
})
