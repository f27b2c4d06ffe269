import fc from 'fast-check'
import { expect, test } from 'vitest'
import { findInText } from './find-in-text.ts'
import { spellOutHidden } from './hidden-characters.ts'
import { piecesOf } from './text-pieces.ts'

const found = (text: string, wanted: string) => {
  const { starts, ends } = findInText(text, wanted)
  return Array.from(starts, (start, hit) => text.slice(start, ends?.[hit]))
}

test('finds in any case, with and without marks, and knows where in the text it is', () => {
  expect(found('{"a":"GRACE@x","b":"grace@"}', 'Grace@')).toEqual(['GRACE@', 'grace@'])
  expect(found('Zoë, ZOE, zoe\u0308!', 'zoe')).toEqual(['Zoë', 'ZOE', 'zoe\u0308'])
  expect(found('x'.repeat(9), 'xx')).toHaveLength(4)
  expect(found('ΟΔΟΣ οδος', 'ΟΔΟΣ')).toEqual(['ΟΔΟΣ'])
  expect(found('각 가', '가')).toEqual(['각', '가'])
  expect(found('😀a😀', 'A😀')).toEqual(['a😀'])
  expect(found('abc', '')).toEqual([])
  expect(found('', 'a')).toEqual([])
})

const odd = fc.array(fc.constantFrom('a', 'B', 'é', 'e\u0301', '각', '😀', '\u0301', ' ', 'İ', 'ﬁ', '\u200B'))

test('whatever is looked for and there, is found where it is, whole', () => {
  fc.assert(
    fc.property(odd, odd, odd, (before, wanted, after) => {
      const whole = ['|', ...wanted, '|'].join('')
      // Marks right behind would be part of it.
      expect(found([...before, whole, ' ', ...after].join(''), whole)).toEqual([whole])
    })
  )
})

test('splits a line at hits and hidden characters and loses nothing of it', () => {
  const text = 'ab\u202Ecd ab'
  const hits = findInText(text, 'b\u202Ec')
  expect(piecesOf(text, 0, text.length, hits)).toEqual([
    { text: 'a', isHidden: false, hit: -1 },
    { text: 'b', isHidden: false, hit: 0 },
    { text: String.raw`\u202E`, isHidden: true, hit: 0 },
    { text: 'c', isHidden: false, hit: 0 },
    { text: 'd ab', isHidden: false, hit: -1 }
  ])
  // A hit that began on the line before and ends on this one.
  expect(
    piecesOf('abcdef', 2, 4, findInText('abcdef', 'bcde')).map(({ text: part, hit }) => [part, hit])
  ).toEqual([['cd', 0]])
  fc.assert(
    fc.property(odd, odd, fc.nat(20), (parts, wanted, from) => {
      const whole = parts.join('')
      const start = Math.min(from, whole.length)
      const pieces = piecesOf(whole, start, whole.length, findInText(whole, wanted.join('')))
      expect(pieces.map(({ text: part }) => part).join('')).toBe(
        pieces.some(({ isHidden }) => isHidden) ? spellOutHidden(whole.slice(start)) : whole.slice(start)
      )
    })
  )
})

test('spells out what cannot be seen, and leaves joined letters and emoji alone', () => {
  expect(spellOutHidden('a\u200Bb\u00AD\uFEFF\0\u{E0041}\uD800')).toBe(
    String.raw`a\u200Bb\u00AD\uFEFF\u0000\u{E0041}\uD800`
  )
  expect(spellOutHidden('ad\u200Dmin')).toBe(String.raw`ad\u200Dmin`)
  for (const text of ['👩\u200D💻', 'می\u200Cخواهم', 'a\tb\nc']) expect(spellOutHidden(text)).toBe(text)
})
