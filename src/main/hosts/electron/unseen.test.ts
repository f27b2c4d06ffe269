import { expect, test } from 'vitest'
import type { Announce } from '#shared/contract.ts'
import { countUnseen } from './unseen.ts'

function createRig() {
  let announce: Announce = () => undefined
  let time = 1_000
  const counts: number[] = []
  const unseen = countUnseen(
    {
      onAnnouncement(listener) {
        announce = listener
        return () => undefined
      }
    },
    () => time,
    (count) => counts.push(count)
  )
  return {
    unseen,
    counts,
    at: (now: number) => (time = now),
    change: (upserted: readonly { id: string; firstSeenAt: number }[], removed: readonly string[] = []) =>
      announce('events.changed', { seq: 1, upserted, removed, stale: false } as never)
  }
}

test('counts each event that came while nobody looked once, until somebody does', () => {
  const { unseen, counts, at, change } = createRig()
  change([{ id: 'evt_0', firstSeenAt: 1_000 }])
  at(2_000)
  unseen.setLooking(false)
  change([{ id: 'evt_1', firstSeenAt: 2_500 }])
  change([
    { id: 'evt_1', firstSeenAt: 2_500 },
    { id: 'evt_2', firstSeenAt: 3_000 }
  ])
  expect(counts).toEqual([1, 2])
  unseen.setLooking(true)
  change([{ id: 'evt_3', firstSeenAt: 4_000 }])
  expect(counts).toEqual([1, 2, 0])
})

test('an older event that changed is not new, and one that was deleted is not there', () => {
  const { unseen, counts, at, change } = createRig()
  at(2_000)
  unseen.setLooking(false)
  unseen.setLooking(false)
  change([{ id: 'evt_0', firstSeenAt: 1_999 }])
  expect(counts).toEqual([])
  change([{ id: 'evt_1', firstSeenAt: 2_000 }])
  change([], ['evt_1'])
  expect(counts).toEqual([1, 0])
})
