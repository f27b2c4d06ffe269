import { Worker } from 'node:worker_threads'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openStoreClient, type Store } from '../../src/main/core/store/client.ts'
import { createTempDir } from '../support/temp-dir.ts'

let dir: ReturnType<typeof createTempDir>
let store: Store
let workers: Worker[]
beforeEach(async () => {
  dir = createTempDir()
  workers = []
  const start = () => {
    const worker = new Worker(new URL('../../src/main/core/store/worker.ts', import.meta.url))
    workers.push(worker)
    return worker
  }
  store = await openStoreClient(start, dir.path, () => undefined)
})
afterEach(async () => {
  await store.close()
  dir.remove()
})

it('a read that the store worker took with it is asked again, a change is not', async () => {
  const read = store.call('facets')
  const change = store.call('setSettings', { theme: 'dark' }).then(
    () => 'done',
    (error: unknown) => error
  )
  const [died] = workers
  await died!.terminate()
  expect(await read).toMatchObject({ types: [] })
  expect(await change).toMatchObject({ code: 'unavailable' })
  expect(workers).toHaveLength(2)
})

it('a read that fails by itself is answered with its failure', async () => {
  await expect(store.call('getEntity', 'diruser_1')).rejects.toMatchObject({ code: 'not_found' })
  expect(workers).toHaveLength(1)
})
