import { expect, test } from 'vitest'
import { happenedAt, sayChanged, sayMarks, sayWitness } from './say-event.ts'

test('takes the best witness of when an event happened', () => {
  expect(happenedAt({ occurredAt: 1, idMadeAt: 2, firstSeenAt: 3 })).toBe(1)
  expect(happenedAt({ occurredAt: null, idMadeAt: 2, firstSeenAt: 3 })).toBe(2)
  expect(happenedAt({ occurredAt: null, idMadeAt: null, firstSeenAt: 3 })).toBe(3)
  expect(sayWitness({ orderedBy: 'id' })).toBe('by the time in its id')
})

test('names the first few changes and counts the others', () => {
  expect(sayChanged({ changed: null })).toBeNull()
  expect(sayChanged({ changed: { count: 0, labels: [] } })).toBe('changed nothing')
  expect(sayChanged({ changed: { count: 1, labels: ['department'] } })).toBe('changed department')
  expect(sayChanged({ changed: { count: 5, labels: ['a', 'b', 'c'] } })).toBe('changed a, b, c, and 2 more')
})

test('says in words what is out of the ordinary', () => {
  expect(sayMarks({ late: false, conflict: false, deliveryCount: 1 })).toEqual([])
  expect(sayMarks({ late: true, conflict: true, deliveryCount: 3 })).toEqual([
    'arrived after a later event',
    'delivered 3 times',
    'the same id came with another body'
  ])
})
