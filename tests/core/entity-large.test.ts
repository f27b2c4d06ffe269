import { Worker } from 'node:worker_threads'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createEntityCommands } from '../../src/main/core/entities/entity-commands.ts'
import { openStoreClient, type Store } from '../../src/main/core/store/client.ts'
import { captured } from '../support/captured.ts'
import { createTempDir } from '../support/temp-dir.ts'

const AT = Date.UTC(2026, 10, 1)
const MINUTE = 60_000
const ODD = 'dir"user]_\u202E[type=work].\'%_💥'

let dir: ReturnType<typeof createTempDir>
let store: Store
beforeEach(async () => {
  dir = createTempDir()
  store = await openStoreClient(
    () => new Worker(new URL('../../src/main/core/store/worker.ts', import.meta.url)),
    dir.path,
    (problem) => expect.unreachable(problem)
  )
})
afterEach(async () => {
  await store.close()
  dir.remove()
})

const capture = (id: string, minute: number, data: object) => {
  const { delivery, body } = captured(
    {
      id,
      type: 'organization.directory.user_updated',
      object: 'DirectoryUser',
      occurred_at: new Date(AT + minute * MINUTE).toISOString(),
      data: { id: ODD, ...data }
    },
    { receivedAt: AT + 9_000 * MINUTE }
  )
  return store.capture(delivery, body)
}

it('follows thousands of events that came in the wrong order, and takes deliveries in meanwhile', async () => {
  const entities = createEntityCommands({ store })
  const count = 2_500
  await Promise.all(
    Array.from({ length: count }, (_, index) => {
      const minute = (index * 1_399) % count // Each once, far from in order.
      return capture(`evt_${minute}`, minute, { step: minute, half: Math.floor(minute / 1_250) })
    })
  )
  const ended: string[] = []
  const blame = entities.blame({ id: `evt_${count - 1}` }).finally(() => ended.push('blame'))
  const arrival = capture('evt_new', count, {}).finally(() => ended.push('arrival'))
  const [{ attributes, events, skipped }] = await Promise.all([blame, arrival])
  expect(ended).toEqual(['arrival', 'blame'])
  expect([events, skipped]).toEqual([count, 0])
  const told = new Map(attributes.map((attribute) => [attribute.label, attribute]))
  expect(told.get('data.step')).toMatchObject({ sinceId: `evt_${count - 1}`, changes: count - 1 })
  expect(told.get('data.half')).toMatchObject({
    sinceId: 'evt_1250',
    changes: 1,
    before: { text: '0', sinceAt: AT, isStart: true }
  })
  const { rows } = await entities.events({ id: ODD, limit: 5, aroundId: 'evt_1251' })
  expect(rows.map(({ id, position, changed }) => [id, position, changed?.count])).toEqual([
    ['evt_1253', 1_254, 1],
    ['evt_1252', 1_253, 1],
    ['evt_1251', 1_252, 1],
    ['evt_1250', 1_251, 2],
    ['evt_1249', 1_250, 1]
  ])
  expect(await entities.get({ id: ODD })).toMatchObject({ events: count + 1, lastId: 'evt_new' })
})

it('follows bodies of almost a megabyte, and those of two readers at once', async () => {
  const entities = createEntityCommands({ store })
  for (let n = 0; n < 4; n++) {
    await capture(`evt_${n}`, n, {
      changing: n % 2,
      list: Array.from({ length: 5_000 }, (_, item) => ({ value: `v${item}`, n: item })),
      padding: 'x'.repeat(750_000)
    })
  }
  const both = await Promise.all([entities.blame({ id: 'evt_3' }), entities.blame({ id: 'evt_1' })])
  expect(both.map(({ events, skipped }) => [events, skipped])).toEqual([
    [4, 0],
    [2, 0]
  ])
  for (const [index, { attributes }] of both.entries()) {
    const changing = attributes.find(({ label }) => label === 'data.changing')
    expect(changing).toMatchObject({ sinceId: index === 0 ? 'evt_3' : 'evt_1', changes: index === 0 ? 3 : 1 })
  }
}, 300_000)
