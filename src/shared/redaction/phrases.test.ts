import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createPhrases } from './phrases.ts'

const phrasesOf = (learned: readonly string[]) => {
  const phrases = createPhrases<number>()
  for (const [number, phrase] of learned.entries()) phrases.learn(phrase, number)
  return phrases
}
const foundIn = (learned: readonly string[], text: string) =>
  phrasesOf(learned)
    .within(text, Infinity)
    ?.found.map(([phrase]) => phrase)

/** Few letters, so that phrases begin with each other and stand in each other. */
const phrase = fc.string({ unit: fc.constantFrom('a', 'B', 'b', ' ', 'é', 'İ'), minLength: 4, maxLength: 9 })
const text = fc.string({ unit: fc.constantFrom('a', 'A', 'b', ' ', 'É', 'İ'), maxLength: 40 })

test('finds what looking for each of them finds, the longest first', () => {
  fc.assert(
    fc.property(fc.array(phrase, { maxLength: 30 }), text, (learned, within) => {
      const lower = within.toLowerCase()
      const there = [...new Set(learned)].filter((one) => lower.includes(one.toLowerCase()))
      expect(foundIn(learned, within)).toEqual(
        there.toSorted((a, b) => b.toLowerCase().length - a.toLowerCase().length)
      )
    })
  )
})

test('tells what was learned last of a phrase, and learns on after it was asked', () => {
  const phrases = phrasesOf(['Grace Hopper'])
  expect(phrases.within('grace hopper', 1_000)?.found).toEqual([['Grace Hopper', 0]])
  phrases.learn('Grace Hopper', 7)
  phrases.learn('Ada Lovelace', 8)
  expect(phrases.within('Ada Lovelace and GRACE HOPPER', 1_000)?.found).toEqual([
    ['Grace Hopper', 7],
    ['Ada Lovelace', 8]
  ])
  expect(phrases.has('Ada Lovelace')).toBe(true)
  expect(phrases.has('ada lovelace')).toBe(false)
})

test('ten thousand phrases cost a text that holds none of them nothing, and one that holds them all no more than is allowed', () => {
  const many = Array.from({ length: 10_000 }, (_, number) => `Person Number ${number}`)
  const phrases = phrasesOf(many)
  expect(phrases.within('A text about something else, of any length. '.repeat(1_000), 0)?.found).toEqual([])
  expect(phrases.within(many.join(), 1_000_000)).toBeNull()
  expect(phrases.within('by person number 77', 1_000)?.found.map(([one]) => one)).toEqual([
    'Person Number 77',
    'Person Number 7'
  ])
})
