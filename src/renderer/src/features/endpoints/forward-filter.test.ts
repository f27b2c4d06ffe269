import { expect, test } from 'vitest'
import { readForwardFilter } from './forward-filter.ts'

test('a filter of events is read back', () => {
  expect(readForwardFilter('type:user.* org:acme')).toEqual({
    ok: true,
    sentence: 'Events of type user.* from organisation acme.'
  })
  expect(readForwardFilter('')).toEqual({ ok: true, sentence: 'All events.' })
})

test('what stands in bodies is refused by name', () => {
  expect(readForwardFilter('type:user.* jane')).toMatchObject({
    ok: false,
    mistake: expect.stringContaining('leave out jane.')
  })
})

test('a filter that could never find an event is refused', () => {
  expect(readForwardFilter('is:rejected')).toMatchObject({ ok: false })
})

test('a mistake is told as the filter box tells it', () => {
  expect(readForwardFilter('type:')).toMatchObject({ ok: false })
})
