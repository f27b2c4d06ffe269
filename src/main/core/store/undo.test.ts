import { afterEach, beforeEach, expect, it } from 'vitest'
import { captured } from '../../../../tests/support/captured.ts'
import { createTempDir } from '../../../../tests/support/temp-dir.ts'
import { openStore, type OpenStore } from './open.ts'
import { createOperations, type StoreOperations } from './operations.ts'

const EVENTS = 1_700

let dir: ReturnType<typeof createTempDir>
let store: OpenStore
let operations: StoreOperations
const open = (resumeAt: number | null) => {
  store = openStore(dir.path)
  operations = createOperations(store, () => undefined, resumeAt)
}
beforeEach(() => {
  dir = createTempDir()
  open(null)
  operations.capture(
    Array.from({ length: EVENTS }, (_, index) => captured({ id: `evt_${index}`, type: 'user.login' }))
  )
})
afterEach(() => {
  store.close()
  dir.remove()
})

const deleteAll = (): string => {
  const first = operations.deleteMatchingEvents({ query: 'type:user.login' })
  for (let step = first; step.next !== null;) {
    step = operations.deleteMatchingEvents({
      query: 'type:user.login',
      deletionId: first.deletionId,
      before: step.next
    })
  }
  expect(operations.stats()).toMatchObject({ events: 0, verified: 0 })
  return first.deletionId
}
const tidyUp = () => {
  while (operations.tidy(true));
}

it('brings all back of what was being brought back when the app ended', () => {
  const deletionId = deleteAll()
  expect(operations.undoDeletion(deletionId)).toEqual({ restored: 500, isDone: false, replayIds: [] })
  store.close()
  open(null)
  tidyUp()
  expect(operations.stats()).toMatchObject({ events: EVENTS, verified: EVENTS })
  expect(operations.listEvents({ query: 'type:user.login', limit: 500 }).rows).toHaveLength(500)
})

it('can still be undone after a worker has taken over from one that crashed', () => {
  const deletionId = deleteAll()
  store.close()
  open(7)
  tidyUp()
  let restored = 0
  for (let step = operations.undoDeletion(deletionId); ; step = operations.undoDeletion(deletionId)) {
    restored += step.restored
    if (step.isDone) break
  }
  expect(restored).toBe(EVENTS)
  expect(operations.stats()).toMatchObject({ events: EVENTS, verified: EVENTS })
})

it('is final once the app has ended', () => {
  const deletionId = deleteAll()
  store.close()
  open(null)
  tidyUp()
  expect(() => operations.undoDeletion(deletionId)).toThrow(/no longer be brought back/)
  expect(operations.listDeliveries({ limit: 5 }).rows).toEqual([])
})
