import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { diffJson } from '#shared/json-diff/diff-json.ts'
import type { JsonNode } from '#shared/json-text.ts'
import { readJson, rowsBetween } from '../../../tests/support/diff-rows.ts'
import { comparisonAsMarkdown, inlineCode } from './as-markdown.ts'
import { comparisonAsText } from './as-text.ts'
import { callOutsOf } from './call-outs.ts'
import type { Comparison } from './comparison.ts'

function comparison(
  before: JsonNode,
  after: JsonNode,
  who = 'Ottilie Brandvold',
  warnings: string[] = []
): Comparison {
  const rows = rowsBetween(before, after)
  return {
    who,
    from: {
      id: 'evt_1',
      type: 'organization.directory.user_created',
      at: Date.UTC(2026, 1, 17, 14, 5, 52, 418)
    },
    to: { id: 'evt_2', type: null, at: Date.UTC(2026, 2, 3, 8, 52, 14, 6) },
    rows,
    unchanged: diffJson(before, after).unchanged,
    callOuts: callOutsOf({ rows, after }),
    warnings
  }
}

const before = readJson({
  id: 'evt_1',
  data: {
    active: true,
    groups: null,
    n: 1,
    raw_attributes: { active: true, userName: 'o', title: 'Lead', password: 'hunter1' }
  }
})
const after = readJson({
  id: 'evt_2',
  data: {
    active: false,
    n: 1,
    raw_attributes: { active: 'False', username: 'o', nick: 'a|b`c', password: 'hunter2' }
  }
})

/** What CommonMark §6.1 reads in a code span that is the whole of a text; null where the text is something else. */
function readCodeSpan(text: string): string | null {
  const fence = /^`+/.exec(text)?.[0] ?? ''
  if (fence === '' || !text.endsWith(fence) || text.length < 2 * fence.length + 1) return null
  const inner = text.slice(fence.length, -fence.length)
  if ((inner.match(/`+/g) ?? []).some((run) => run.length === fence.length) || inner.endsWith('`'))
    return null
  return /^ .* $/s.test(inner) && inner.trim() !== '' ? inner.slice(1, -1) : inner
}

describe('comparisonAsText', () => {
  it('says who, which events, what not to overlook, the changes by section, and what stayed', () => {
    expect(comparisonAsText(comparison(before, after))).toBe(
      [
        'What changed: Ottilie Brandvold',
        'From: 2026-02-17T14:05:52.418Z  organization.directory.user_created  evt_1',
        'To:   2026-03-03T08:52:14.006Z  evt_2',
        '',
        'Not to be overlooked',
        '! Deactivated: active changed from true to false',
        '! Password present: password is in the payload; its value is not shown here',
        '',
        'raw_attributes: 2 changed · 1 added · 1 removed · 1 retyped',
        '- active changed from true to False (as text)',
        '- nick was added: a|b`c',
        '- password changed (hidden)',
        '- title was removed: Lead',
        '- the name userName is now written username',
        '',
        'Normalised fields: 1 changed · 1 retyped',
        '- active changed from true to false',
        '- groups was null and is missing, the same to SCIM',
        '',
        'Envelope: 1 changed',
        '- id changed from evt_1 to evt_2',
        '',
        '2 values unchanged',
        ''
      ].join('\n')
    )
  })

  it('says that nothing changed, and what cannot be sure', () => {
    const text = comparisonAsText(comparison(before, before, 'x', ['A body has the name "a" 2 times.']))
    expect(text).toContain('\nNothing changed: both payloads hold the same values.\n')
    expect(text).toContain('\nBeware: A body has the name "a" 2 times.\n')
  })

  it('copies no more rows than anyone reads, and says how many are left', () => {
    const many = (value: number) =>
      readJson({
        data: Object.fromEntries(Array.from({ length: 1_700 }, (_, index) => [`k${index}`, value]))
      })
    for (const text of [comparisonAsText, comparisonAsMarkdown].map((write) =>
      write(comparison(many(1), many(2)))
    )) {
      expect(text.match(/^- .*k\d+/gm)).toHaveLength(500)
      expect(text).toContain('1,700 changed')
      expect(text).toContain('… 1,200 more, not copied')
    }
  })
})

describe('comparisonAsMarkdown', () => {
  it('says the same, with all that is foreign in code spans', () => {
    const markdown = comparisonAsMarkdown(
      comparison(before, after, '@all <b>', ['The name "`" is there twice.'])
    )
    expect(markdown).toBe(
      [
        '### What changed: `@all <b>`',
        '',
        'From: 2026-02-17T14:05:52.418Z · `organization.directory.user_created` · `evt_1`',
        '',
        'To: 2026-03-03T08:52:14.006Z · `evt_2`',
        '',
        '- ⚠️ **Deactivated**: `active changed from true to false`',
        '- ⚠️ **Password present**: `password is in the payload; its value is not shown here`',
        '',
        '#### `raw_attributes`',
        '',
        '2 changed · 1 added · 1 removed · 1 retyped',
        '',
        '- **changed** `active`: `true` → `"False"`',
        '- **added** `nick`: ``"a|b`c"``',
        '- **changed** `password` (hidden)',
        '- **removed** `title`: `"Lead"`',
        '- retyped `username`: `"userName"` → `"username"`',
        '',
        '#### Normalised fields',
        '',
        '1 changed · 1 retyped',
        '',
        '- **changed** `active`: `true` → `false`',
        '- **retyped** `groups`: null → missing',
        '',
        '#### Envelope',
        '',
        '1 changed',
        '',
        '- **changed** `id`: `"evt_1"` → `"evt_2"`',
        '',
        '2 values unchanged',
        '',
        '- Beware: ``The name "`" is there twice.``',
        ''
      ].join('\n')
    )
  })

  it('says where an attribute was before it moved', () => {
    const urn = 'urn:x:y'
    const [one, other] = [{ t: 'x', [urn]: {} }, { [urn]: { t: 'x' } }].map(readJson)
    expect(comparisonAsMarkdown(comparison(one!, other!))).toContain(
      '- **moved** `["urn:x:y"].t`, before at `t`\n'
    )
  })
})

describe('inlineCode', () => {
  it('holds any text as it is, except for what acts on its surroundings', () => {
    expect(inlineCode('a`b')).toBe('``a`b``')
    expect(inlineCode('`')).toBe('`` ` ``')
    expect(inlineCode(' x ')).toBe('`  x  `')
    expect(inlineCode('a\n| \u202Eb')).toBe('`a\\n| \\u202Eb`')
    expect(inlineCode('')).toBe('(empty)')
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('`', ' ', '|', '\\', 'a', '<', '*', '\n') }), (text) => {
        const spelled = text.replaceAll('\n', String.raw`\n`)
        if (spelled.trim() !== '') expect(readCodeSpan(inlineCode(text))).toBe(spelled)
      }),
      { numRuns: 5_000 }
    )
  })
})

it('copies any two values, on lines of our own, without a secret and without controls', () => {
  const key = fc.oneof(
    fc.constantFrom(
      'data',
      'raw_attributes',
      'user',
      'groups',
      'emails',
      'active',
      'password',
      'type',
      'value',
      '`',
      '|'
    ),
    fc.string({ unit: 'binary', maxLength: 3 })
  )
  const { json } = fc.letrec<{ json: unknown }>((tie) => ({
    json: fc.oneof(
      { maxDepth: 5, depthIdentifier: 'json' },
      fc.oneof(fc.constantFrom(null, true, 'False', 0, '\u2066', '``'), fc.string({ unit: 'binary' })),
      fc.dictionary(key, tie('json'), { maxKeys: 5, depthIdentifier: 'json' }),
      fc.array(tie('json'), { maxLength: 4, depthIdentifier: 'json' })
    )
  }))
  const marked = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(marked)
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(
      Object.entries(value).map(([name, inner]) => [name, name === 'password' ? 'hunter2' : marked(inner)])
    )
  }
  fc.assert(
    fc.property(json, json, fc.string({ unit: 'binary' }), (one, other, who) => {
      const compared = comparison(readJson(one), readJson(marked(other)), who, [who])
      for (const text of [comparisonAsText(compared), comparisonAsMarkdown(compared)]) {
        expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cs}\u2028\u2029\u202A-\u202E\u2066-\u2069]/u)
        if (!who.includes('hunter2')) expect(text).not.toContain('hunter2')
      }
    }),
    { numRuns: 2_000 }
  )
})
