import { expect, test } from 'vitest'
import { readPath } from './read-path.ts'

test.each([
  ['/hooks', '/hooks'],
  [' hooks/scalekit ', '/hooks/scalekit'],
  ['', '/'],
  ['https://calm-otter.ngrok-free.app/hooks?a=b#c', '/hooks'],
  ['HTTP://127.0.0.1:3000', '/'],
  ['https://', '/https://']
])('reads "%s" as %s', (written, path) => {
  expect(readPath(written)).toBe(path)
})
