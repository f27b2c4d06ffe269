import { expect, test } from 'vitest'
import { readRefusal } from './read-refusal.ts'

test('finds the field that the core refused, and leaves out what only a programmer would want to know', () => {
  expect(
    readRefusal('endpoints.add cannot take this input. path: A path starts with /.; name: Too small')
  ).toEqual({
    field: 'path',
    text: 'A path starts with /.'
  })
  expect(readRefusal('endpoints.set cannot take this input. forwardTargets.0: Too long')).toEqual({
    field: 'forwardTargets',
    text: 'Too long'
  })
  expect(readRefusal('endpoints.set cannot take this input. Unrecognized key')).toEqual({
    field: null,
    text: 'Unrecognized key'
  })
})

test('leaves any other sentence as it is', () => {
  expect(readRefusal('This path belongs to another endpoint: Staging.')).toEqual({
    field: null,
    text: 'This path belongs to another endpoint: Staging.'
  })
})
