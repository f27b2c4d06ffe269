import { describe, expect, test } from 'vitest'
import { hasTerm, withoutKinds, withoutTerm, withTerm } from './edit-query.ts'
import type { Condition } from './query.ts'

const acme: Condition = { kind: 'org', needle: 'Acme Inc', negated: false }
const users: Condition = { kind: 'type', pattern: 'user.*', negated: false }

describe('editing a filter', () => {
  test('a condition is added behind what is there, quoted where it must be', () => {
    expect(withTerm('', users)).toBe('type:user.*')
    expect(withTerm('  "new  hire" ', acme)).toBe('"new  hire" org:"Acme Inc"')
  })

  test('one that is there already is not added again, however it is spelled', () => {
    expect(withTerm('org:"Acme Inc"  is:late', acme)).toBe('org:"Acme Inc"  is:late')
    expect(withTerm('TYPE:user.*', users)).toBe('TYPE:user.*')
  })

  test('its contrary makes way for it', () => {
    expect(withTerm('-type:user.* is:late', users)).toBe('is:late type:user.*')
    expect(withTerm('type:user.*', { ...users, negated: true })).toBe('-type:user.*')
  })

  test('it is taken out wherever it stands, and the rest stays as it was written', () => {
    expect(withoutTerm('a type:user.* "b  c"   type:user.*', users)).toBe('a "b  c"')
    expect(withoutTerm('a', users)).toBe('a')
    expect(hasTerm('a type:user.*', users)).toBe(true)
    expect(hasTerm('a -type:user.*', users)).toBe(false)
  })

  test('all of a kind go at once', () => {
    expect(withoutKinds('after:today x before:1h -after:2026-01-01', ['after', 'before'])).toBe('x')
  })

  test('a text that cannot be read keeps its mistake', () => {
    expect(withTerm('"open', users)).toBe('"open type:user.*')
    expect(withoutTerm('is:nonsense', users)).toBe('is:nonsense')
    expect(withoutKinds('is:nonsense after:today', ['after'])).toBe('is:nonsense after:today')
  })
})
