import { expect, test } from 'vitest'
import { pathMistake } from './path-mistake.ts'

test.each(['/', '/staging', '/staging/', ' /a/b.c ', '/%20~!'])('takes "%s"', (path) => {
  expect(pathMistake(path)).toBeNull()
})

test.each([
  ['', 'starts with /'],
  ['staging', 'starts with /'],
  ['/a?b', 'Leave out ?'],
  ['/a#b', 'Leave out ?'],
  ['/a b', '%20'],
  ['/größe', 'beyond ASCII'],
  ['/a//b', 'two slashes'],
  ['//', 'two slashes']
])('says what is wrong with "%s"', (path, words) => {
  expect(pathMistake(path)).toContain(words)
})
