import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { providerNames } from '#shared/provider-names.ts'
import { describeQuery } from './describe-query.ts'
import { parseQuery } from './parse-query.ts'
import { printQuery } from './print-query.ts'
import {
  ACTIONS,
  FLAGS,
  POSSESSIONS,
  PROVIDERS,
  STATUS_OUTCOMES,
  type Condition,
  type Content,
  type Filter
} from './query.ts'
import { readTime } from './time-value.ts'

const NOW = Date.UTC(2026, 10, 26, 13, 20, 5)

const awkward = fc.string({
  unit: fc.constantFrom(
    'a',
    'B',
    '1',
    '-',
    ':',
    '"',
    '\\',
    ' ',
    '\n',
    '\u00A0',
    '*',
    '.',
    ',',
    '_',
    'İ',
    '\uD83D'
  ),
  minLength: 1,
  maxLength: 8
})
const tokenLike = fc.constantFrom(
  'type:x',
  'is:late',
  '-x',
  'note',
  'ORG',
  'https://x',
  'foo:bar',
  '2xx',
  'today'
)
const value = fc.oneof(
  awkward,
  tokenLike,
  fc.string({ minLength: 1 }),
  fc.string({ unit: 'binary', minLength: 1 })
)

const pad = (count: number) => String(count).padStart(2, '0')
const written = fc.oneof(
  fc.constantFrom('today', 'yesterday'),
  fc.tuple(fc.nat(999_999), fc.constantFrom('m', 'h', 'd')).map(([count, unit]) => `${count}${unit}`),
  fc
    .tuple(
      fc.integer({ min: 1970, max: 2100 }),
      fc.integer({ min: 1, max: 12 }),
      fc.integer({ min: 1, max: 28 }),
      fc.constantFrom('', 'T09:05', 'T23:59:59', 'T00:00:00.5', 'T10:30Z', 'T10:30-05:30')
    )
    .map(([year, month, day, time]) => `${year}-${pad(month)}-${pad(day)}${time}`)
)
const time = written.map((text) => {
  const read = readTime(text, NOW)
  if (typeof read === 'string') throw new Error(`${text} ${read}`)
  return read
})
const range = fc
  .tuple(fc.integer({ min: 100, max: 999 }), fc.integer({ min: 100, max: 999 }))
  .map(([a, b]) => ({ from: Math.min(a, b), to: Math.max(a, b) }))

const content: fc.Arbitrary<Content> = fc.oneof(
  value.map((text): Content => ({ kind: 'text', text })),
  value.map((pattern): Content => ({ kind: 'type', pattern })),
  value.map((needle): Content => ({ kind: 'org', needle })),
  fc.constantFrom(...PROVIDERS).map((provider): Content => ({ kind: 'provider', provider })),
  value.map((needle): Content => ({ kind: 'endpoint', needle })),
  value.map((id): Content => ({ kind: 'entity', id })),
  value.map((id): Content => ({ kind: 'id', id })),
  value.map((name): Content => ({ kind: 'key', name })),
  fc.constantFrom(...ACTIONS).map((action): Content => ({ kind: 'action', action })),
  fc.constantFrom(...FLAGS).map((flag): Content => ({ kind: 'is', flag })),
  fc.constantFrom(...POSSESSIONS).map((what): Content => ({ kind: 'has', what })),
  fc.constantFrom(...STATUS_OUTCOMES).map((outcome): Content => ({ kind: 'status', status: { outcome } })),
  range.map((status): Content => ({ kind: 'status', status })),
  time.map((at): Content => ({ kind: 'before', ...at })),
  time.map((at): Content => ({ kind: 'after', ...at }))
)
const condition: fc.Arbitrary<Condition> = fc
  .tuple(content, fc.boolean())
  .map(([what, negated]) => ({ ...what, negated }))
const filter: fc.Arbitrary<Filter> = fc.array(condition, { maxLength: 8 }).map((terms) => ({ terms }))

/** What must be read in the sentence about a condition. */
function mentionsOf(term: Condition): readonly (string | RegExp)[] {
  switch (term.kind) {
    case 'text':
      return [`"${term.text}"`]
    case 'type':
      return ['of type ', term.pattern]
    case 'org':
      return ['from organisation ', term.needle]
    case 'provider':
      return ['of a directory at ', providerNames[term.provider]]
    case 'endpoint':
      return ['sent to endpoint ', term.needle]
    case 'entity':
      return ['of entity ', term.id]
    case 'id':
      return [' id ', term.id]
    case 'key':
      return ['the key ', term.name]
    case 'action':
      return [' action ', term.action]
    case 'is':
      return [term.flag]
    case 'has':
      return [term.what === 'org' ? 'an organisation' : term.what]
    case 'status': {
      const { status } = term
      if ('outcome' in status) return [/at the last attempt|for an answer|attempted|an answer|no answer/]
      const isHundred = status.from % 100 === 0 && status.to === status.from + 99
      if (isHundred) return ['answered with ', `${status.from / 100}xx`]
      return [
        status.to === 999 && status.from !== 999 ? `${status.from} or above` : '',
        status.from === 100 && status.to !== 100 ? `${status.to} or below` : '',
        ...(status.from > 100 && status.to < 999 ? [String(status.from), String(status.to)] : [])
      ].slice(0, status.from === 100 && status.to === 999 ? 1 : undefined)
    }
    case 'before':
    case 'after': {
      const [first = ''] = /^\d+|^\w+/.exec(term.written) ?? []
      return ['received ', first]
    }
  }
}

describe('any filter', () => {
  it('is read back from its print as it was', () => {
    fc.assert(
      fc.property(filter, (any) => {
        const text = printQuery(any)
        const parsed = parseQuery(text, NOW)
        if (!parsed.ok) throw new Error(`${text}: ${parsed.error.message}`)
        const terms = parsed.query.terms.map((term) => ({ ...term, at: undefined, length: undefined }))
        expect(terms).toEqual(any.terms)
        expect(printQuery(parsed.query)).toBe(text)
      }),
      { numRuns: 5_000 }
    )
  })

  it('is said in one sentence that mentions each value', () => {
    fc.assert(
      fc.property(filter, fc.constantFrom('events', 'deliveries'), (any, target) => {
        const sentence = describeQuery(any, target)
        expect(sentence).toMatch(/^(Events|Deliveries|All) [^]*\.$/)
        for (const mention of any.terms.flatMap(mentionsOf)) {
          if (typeof mention === 'string') expect(sentence).toContain(mention)
          else expect(sentence).toMatch(mention)
        }
      }),
      { numRuns: 5_000 }
    )
  })

  it('has its terms where it says that they are', () => {
    fc.assert(
      fc.property(filter, (any) => {
        const text = printQuery(any)
        const parsed = parseQuery(text, NOW)
        if (!parsed.ok) throw new Error(parsed.error.message)
        for (const term of parsed.query.terms) {
          expect(text.slice(term.at, term.at + term.length)).toBe(printQuery({ terms: [term] }))
        }
      })
    )
  })
})

describe('any text', () => {
  it('is read, or refused at a character that it has', () => {
    const piece = fc.constantFrom(
      'type',
      'is',
      'stauts',
      'has',
      'x',
      ':',
      '"',
      '\\',
      '-',
      ' ',
      '2xx',
      '2h',
      '//',
      '.'
    )
    const text = fc.oneof(
      fc.string(),
      fc.array(piece, { maxLength: 20 }).map((pieces) => pieces.join(''))
    )
    fc.assert(
      fc.property(text, (any) => {
        const parsed = parseQuery(any, NOW)
        if (parsed.ok) return
        const { at, length, message } = parsed.error
        expect(length).toBeGreaterThan(0)
        expect(at).toBeGreaterThanOrEqual(0)
        expect(at + length).toBeLessThanOrEqual(any.length)
        expect(message).toMatch(/^[^]+[.?]$/)
      }),
      { numRuns: 5_000 }
    )
  })

  it('means the text itself once it is in quotes', () => {
    fc.assert(
      fc.property(value, (any) => {
        const parsed = parseQuery(`"${any.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`, NOW)
        expect(parsed.ok && parsed.query.terms[0]).toMatchObject({ kind: 'text', text: any })
      })
    )
  })
})
