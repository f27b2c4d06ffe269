import { expect, it } from 'vitest'
import { makeScalekitId, timeOfScalekitId } from './scalekit-id.ts'

it('reads the time of a real event id to within a tick of its occurred_at', () => {
  const time = timeOfScalekitId('evt_111962867057559304')
  expect(Math.abs(Number(time) - Date.parse('2026-02-11T09:31:09.190Z'))).toBeLessThanOrEqual(10)
})

it('makes ids that decode to the time they were made for', () => {
  const now = Date.UTC(2026, 10, 26, 12, 0, 0, 120)
  expect(timeOfScalekitId(makeScalekitId('evt', now, 77))).toBe(now)
})

it('says nothing about ids of another form', () => {
  for (const id of ['', 'evt_', 'evt_12', 'msg_2kQb9d', 'evt_123456789012345678901']) {
    expect(timeOfScalekitId(id), id).toBeNull()
  }
})
