import { expect, test } from 'vitest'
import { sideOf, wordChange } from './word-change.ts'

const shownOf = (before: string, after: string) => {
  const segments = wordChange(before, after)
  if (!segments) return null
  return (['removed', 'added'] as const).map((side) =>
    sideOf(segments, side)
      .map(({ kind, text }) => (kind === 'same' ? text : `[${text}]`))
      .join('')
  )
}

test('marks the words that changed on each side', () => {
  expect(shownOf('Works in the Design team of Vienna', 'Works in the Platform team of Vienna')).toEqual([
    'Works in the [Design] team of Vienna',
    'Works in the [Platform] team of Vienna'
  ])
})

test('leaves short texts, single words and times whole, and texts that have little in common', () => {
  expect(shownOf('Design', 'Platform')).toBeNull()
  expect(shownOf('2026-10-15T00:00:00.000563Z', '2026-11-25T00:00:00.000956Z')).toBeNull()
  expect(shownOf('alpha beta gamma delta epsilon', 'one two three four five six seven')).toBeNull()
})

test('cuts what both have where it is long, but not next to what changed', () => {
  const long = 'same '.repeat(100)
  const [before] = shownOf(`${long}old${' same'.repeat(100)}`, `${long}new${' same'.repeat(100)}`)!
  expect(before).toMatch(/^… (?:same )+\[old\](?: same)+ …$/)
  expect(before!.length).toBeLessThan(150)
})
