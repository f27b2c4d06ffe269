import { expect, it } from 'vitest'
import { captured } from '../support/captured.ts'
import { directoryEvent } from '../support/directory-event.ts'
import { openTempStore } from '../support/temp-store.ts'

it('learns and keeps limits also while deliveries keep coming faster than they are indexed', () => {
  const temp = openTempStore()
  const { operations } = temp
  operations.setRetention({ maxAgeDays: null, maxEvents: 50, maxBytes: null, maxUnverified: 100 })
  for (let slice = 0; slice < 40; slice++) {
    const some = Array.from({ length: 12 }, (_, index) => captured(directoryEvent(`e${slice}_${index}`)))
    operations.capture(some)
    operations.tidy(false)
  }
  expect(operations.stats().unindexed).toBeGreaterThan(0)
  expect(operations.stats().events).toBeLessThan(250)
  expect(temp.store.db.prepare(`SELECT count(*) FROM shape_paths`).pluck().get()).toBeGreaterThan(5)
  temp.close()
})
