import { expect, test } from 'vitest'
import { createClient } from '../../client/client.ts'
import type { PageTransport } from '../../client/transport.ts'
import { createHistory } from './history-store.ts'

/** An entity with events `evt_1` to `evt_<count>`, of which it answers windows as the core does. */
function createPeer(count: number) {
  const asked: unknown[] = []
  let announce: (name: string, payload: unknown) => void = () => {}
  const peer = { count, asked, announce: (payload: unknown) => announce('events.changed', payload) }
  const transport: PageTransport = {
    async request(name, input) {
      await Promise.resolve()
      if (name === 'entities.get') return { ok: true, value: { id: 'usr', events: peer.count } }
      const { aroundId, limit } = input as { aroundId?: string; limit: number }
      asked.push(aroundId ?? null)
      const at = aroundId === undefined ? peer.count : Number(aroundId.slice('evt_'.length))
      const first = Math.max(1, Math.min(at - (limit >> 1), peer.count - limit + 1))
      const last = Math.min(peer.count, first + limit - 1)
      const ids = Array.from({ length: last - first + 1 }, (_, index) => `evt_${last - index}`)
      return {
        ok: true,
        value: {
          rows: ids.map((id) => ({ id })),
          older: first > 1 ? 'older' : null,
          newer: last < peer.count ? 'newer' : null
        }
      }
    },
    subscribe(onAnnouncement) {
      announce = onAnnouncement
      return () => {}
    }
  }
  return { ...peer, peer, client: createClient(transport) }
}

const ofEntity = { upserted: [{ id: 'evt_new', entityId: 'usr' }], removed: [], stale: false }

test('reads the window around the event that is shown, and another one only when it comes near the edge', async () => {
  const { client, asked } = createPeer(1_000)
  const store = createHistory(client, 'usr')
  store.show('evt_500')
  const stop = store.subscribe(() => {})
  await expect.poll(() => store.getSnapshot().value?.rows[0]?.id).toBe('evt_460')
  store.show('evt_510')
  expect(asked).toEqual(['evt_500'])
  store.show('evt_535')
  await expect.poll(() => store.getSnapshot().value?.rows[0]?.id).toBe('evt_495')
  expect(asked).toEqual(['evt_500', 'evt_535'])
  expect(store.getSnapshot().value?.known.has('evt_460')).toBe(true)
  stop()
})

test('reads again when an event of the entity arrives, and once for a burst of them', async () => {
  const { client, asked, announce, peer } = createPeer(3)
  const store = createHistory(client, 'usr')
  const stop = store.subscribe(() => {})
  await expect.poll(() => store.getSnapshot().value?.rows).toHaveLength(3)
  announce({ ...ofEntity, upserted: [{ id: 'evt_other', entityId: 'grp' }] })
  expect(asked).toHaveLength(1)
  announce(ofEntity)
  peer.count = 5
  for (let index = 0; index < 50; index++) announce(ofEntity)
  await expect.poll(() => store.getSnapshot().value?.rows).toHaveLength(5)
  expect(asked).toHaveLength(3)
  stop()
})
