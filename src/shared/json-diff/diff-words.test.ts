import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { diffWords } from './diff-words.ts'

/** `[-removed-]` and `{+added+}` in the text. */
const show = (before: string, after: string): string =>
  diffWords(before, after)
    .map(({ kind, text }) => ({ same: text, removed: `[-${text}-]`, added: `{+${text}+}` })[kind])
    .join('')

describe('diffWords', () => {
  it.each([
    [
      'Staff Reliability Engineer',
      'Principal Reliability Engineer',
      '[-Staff-]{+Principal+} Reliability Engineer'
    ],
    ['a.b@x.example', 'a.c@x.example', 'a.[-b-]{+c+}@x.example'],
    ['the quick brown fox', 'the slow red fox', 'the [-quick brown-]{+slow red+} fox'],
    ['one, two, three', 'one, three', 'one, [-two, -]three'],
    ['Tomás', 'Tomáš', '[-Tomás-]{+Tomáš+}'],
    ['東京都渋谷区', '東京都新宿区', '東京都[-渋谷-]{+新宿+}区'],
    ['', 'new', '{+new+}'],
    ['same', 'same', 'same'],
    ['', '', '']
  ])('shows %j to %j by word', (before, after, shown) => {
    expect(show(before, after)).toBe(shown)
  })

  it('shows a long text that changed in one place as that place', () => {
    const long = 'x'.repeat(300_000)
    expect(diffWords(`${long}😀${long}`, `${long}😁${long}`)).toEqual([
      { kind: 'same', text: long },
      { kind: 'removed', text: '😀' },
      { kind: 'added', text: '😁' },
      { kind: 'same', text: long }
    ])
  })

  it('comes to an end for texts that share next to nothing', () => {
    expect(diffWords('a b '.repeat(20_000), 'b c a '.repeat(15_000)).length).toBeLessThan(10)
    expect(diffWords('a'.repeat(5_000_000), 'b'.repeat(5_000_000))).toHaveLength(2)
  })

  it('loses no character of either text, and says nothing twice in a row', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc
        .array(fc.constantFrom('a', 'b', 'cd', ' ', ', ', '\ud800', '\udc00', '\n'), { maxLength: 60 })
        .map((parts) => parts.join(''))
    )
    fc.assert(
      fc.property(text, text, (before, after) => {
        const segments = diffWords(before, after)
        const joined = (other: 'removed' | 'added') =>
          segments.flatMap(({ kind, text: part }) => (kind === other ? [] : [part])).join('')
        expect(joined('added')).toBe(before)
        expect(joined('removed')).toBe(after)
        expect(
          segments.every(({ kind, text: part }, at) => part !== '' && kind !== segments[at - 1]?.kind)
        ).toBe(true)
        if (before === after) expect(segments.every(({ kind }) => kind === 'same')).toBe(true)
      }),
      { numRuns: 5_000 }
    )
  })
})
