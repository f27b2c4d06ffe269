import { expect, test } from 'vitest'
import { findSections, sectionNames } from './section-names.ts'

test.each([
  ['dark', ['appearance']],
  ['forward', ['endpoints']],
  ['retention', ['data']],
  ['authtoken', ['secrets', 'publicUrl']],
  ['  Data FOLDER ', ['storage', 'about']],
  ['port', ['receiver']],
  ['nothing of that name', []]
])('a setting is found by what it is about: %s', (typed, found) => {
  expect(findSections(typed)).toEqual(found)
})

test('without a word there are all of them', () => {
  expect(findSections(' ')).toEqual(sectionNames)
})
