import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { ListChange, ListPage } from './list-model.ts'
import { createListStore } from './list-store.ts'

interface Row {
  readonly id: string
  readonly at: number
  readonly version: number
}

/** A core with a list: it reads when it is asked and answers when the test lets it. */
function createCore(size: number) {
  let rows: readonly Row[] = Array.from({ length: size }, (_, n) => ({
    id: `row_${size - n}`,
    at: (size - n) * 10,
    version: 0
  }))
  let seq = 1
  let made = size
  let announce: (change: ListChange<Row>) => void = () => {}
  const answers: (() => void)[] = []
  const later = <T>(value: T, signal: AbortSignal) =>
    new Promise<T>((resolve, reject) => {
      answers.push(() => (signal.aborted ? reject(new Error('aborted')) : resolve(value)))
    })
  const tell = (upserted: readonly Row[], removed: readonly string[] = []) => {
    announce({ seq: ++seq, upserted, removed, stale: false })
  }
  const store = createListStore<Row>({
    readPage({ before, from, skip = 0, limit }, signal): Promise<ListPage<Row>> {
      const at = from === undefined ? Infinity : Number(from.slice(4)) * 10
      const below = rows.filter((row) => row.at <= at && (before === undefined || row.at < Number(before)))
      const page = below.slice(skip, skip + limit)
      const next = skip + limit < below.length ? String(page.at(-1)?.at) : null
      return later({ seq, rows: page, next }, signal)
    },
    readOutline(_before, signal) {
      const marks = rows.flatMap((row, rank) =>
        rank % 250 === 0 ? [{ rank, at: row.at, before: String(row.at + 1) }] : []
      )
      return later({ count: rows.length, marks, next: null }, signal)
    },
    watch(onChange) {
      announce = onChange
      return () => {}
    },
    belongs: () => true,
    orderOf: (row) => row.at,
    timeOf: (row) => row.at
  })
  return {
    store,
    rows: () => rows,
    arrive(count: number) {
      const fresh = Array.from({ length: count }, () => ({ id: `row_${++made}`, at: made * 10, version: 0 }))
      rows = [...fresh.toReversed(), ...rows]
      tell(fresh)
    },
    change(share: number) {
      const at = Math.floor(share * (rows.length - 1))
      rows = rows.map((row, index) => (index === at ? { ...row, version: row.version + 1 } : row))
      tell(rows.slice(at, at + 1))
    },
    remove(share: number, count: number) {
      const at = Math.floor(share * (rows.length - 1))
      const gone = rows.slice(at, at + count)
      rows = rows.filter((row) => !gone.includes(row))
      tell(
        [],
        gone.map(({ id }) => id)
      )
    },
    async answer(share: number) {
      const [answer] = answers.splice(Math.floor(share * (answers.length - 1)), 1)
      answer?.()
      await settled()
    },
    async answerAll() {
      for (let rounds = 0; answers.length > 0; rounds++) {
        expect(rounds, 'reads without an end').toBeLessThan(200)
        await this.answer(0)
      }
    }
  }
}

const settled = () => new Promise((resolve) => setTimeout(resolve))

const share = fc.double({ min: 0, max: 1, noNaN: true })
const count = fc.integer({ min: 1, max: 40 })
const step = fc.oneof(
  fc.record({ kind: fc.constant('arrive' as const), count }),
  fc.record({ kind: fc.constant('change' as const), share }),
  fc.record({ kind: fc.constant('remove' as const), share, count }),
  fc.record({ kind: fc.constant('show' as const), share }),
  fc.record({ kind: fc.constant('seek' as const), share }),
  fc.record({ kind: fc.constant('follow' as const), isFollowing: fc.boolean() }),
  fc.record({ kind: fc.constant('answer' as const), share })
)

test('shows the rows that the core has, in any order of answers, announcements, jumps and deletions', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 0, max: 6_000 }),
      fc.array(step, { maxLength: 40 }),
      share,
      async (size, steps, last) => {
        const core = createCore(size)
        const { store } = core
        const stop = store.subscribe(() => {})
        await core.answerAll()
        const show = (at: number) => {
          const first = Math.floor(at * Math.max(0, store.getSnapshot().count - 15))
          store.show(first, first + 14)
          return first
        }
        for (const each of steps) {
          if (each.kind === 'arrive') core.arrive(each.count)
          else if (each.kind === 'change') core.change(each.share)
          else if (each.kind === 'remove') core.remove(each.share, each.count)
          else if (each.kind === 'show') show(each.share)
          else if (each.kind === 'follow') store.follow(each.isFollowing)
          else if (each.kind === 'seek') {
            const row = core.rows()[Math.floor(each.share * (core.rows().length - 1))]
            if (row) void store.seek(row.id)
          } else await core.answer(each.share)
          expect(store.getSnapshot().rows.length).toBeLessThanOrEqual(2_600)
        }
        await core.answerAll()
        const first = show(last)
        await core.answerAll()

        const state = store.getSnapshot()
        const shown = state.rows
        const all = core.rows()
        const start = shown[0] ? all.findIndex(({ id }) => id === shown[0]?.id) : 0
        expect(shown).toEqual(all.slice(start, start + shown.length))
        if (state.count > 0 && shown.length > 0) {
          const inView = Math.min(first, state.count - 1) - state.first
          expect(inView).toBeGreaterThanOrEqual(0)
          expect(inView).toBeLessThan(shown.length)
        }

        store.follow(false)
        store.follow(true)
        store.show(0, 14)
        await core.answerAll()
        store.show(0, 14)
        await core.answerAll()
        expect(store.getSnapshot().rows.slice(0, 15)).toEqual(core.rows().slice(0, 15))
        expect(store.getSnapshot()).toMatchObject({ first: 0, waiting: 0 })
        stop()
      }
    ),
    { numRuns: 300 }
  )
}, 60_000)
