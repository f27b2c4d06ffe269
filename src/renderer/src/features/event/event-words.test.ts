import { expect, test } from 'vitest'
import { delayOf } from './event-words.ts'

const at = Date.UTC(2026, 2, 1)
const after = (ms: number) => delayOf({ occurredAt: at, firstSeenAt: at + ms })

test('says how much later an event was received, where that is worth saying', () => {
  expect(after(12)).toBeNull()
  expect(after(-900)).toBeNull()
  expect(after(4_000)).toEqual({ text: '4.00 s later', isLong: false })
  expect(after(3 * 86_400_000)).toEqual({ text: '3 d later', isLong: true })
  expect(after(-60_000)).toEqual({ text: '60 s before the time it gives', isLong: true })
  expect(delayOf({ occurredAt: null, firstSeenAt: at })).toBeNull()
})
