import { expect, test } from 'vitest'
import { createArrivals } from './arrivals.ts'

function createRig() {
  const told = { changes: 0 }
  return { told, arrivals: createArrivals(() => told.changes++) }
}

test('a link waits for the page and is handed over once', async () => {
  const { arrivals, told } = createRig()
  arrivals.openLink('webhook-inspector://event/evt_1')
  arrivals.add({ kind: 'restored', leftOut: '#/events/evt_2' })
  expect(told.changes).toBe(2)
  expect(await arrivals.take({})).toEqual({
    rows: [
      { kind: 'open', id: 'evt_1' },
      { kind: 'restored', leftOut: '#/events/evt_2' }
    ]
  })
  expect(await arrivals.take({})).toEqual({ rows: [] })
})

test('a bad link is refused in words that repeat nothing of it', async () => {
  const { arrivals } = createRig()
  arrivals.openLink('webhook-inspector://event/Call+5550100+now!?x')
  const { rows } = await arrivals.take({})
  expect(rows).toMatchObject([{ kind: 'failed', what: 'A link was not opened' }])
  expect(JSON.stringify(rows)).not.toContain('5550100')
})

test('of a flood the latest ten are kept', async () => {
  const { arrivals } = createRig()
  for (let n = 1; n <= 1_000; n++) arrivals.openLink(`webhook-inspector://event/evt_${n}`)
  const { rows } = await arrivals.take({})
  expect(rows).toHaveLength(10)
  expect(rows.at(-1)).toEqual({ kind: 'open', id: 'evt_1000' })
})
