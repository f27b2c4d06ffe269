import { expect, test } from 'vitest'
import { createLiveValue } from './live-value.ts'

function createSource() {
  const reads: { answer(value: number): void; fail(error: Error): void }[] = []
  let update: (change: (value: number) => number) => void = () => {}
  let reread = () => {}
  const store = createLiveValue<number>({
    read: () =>
      new Promise((answer, fail) => {
        reads.push({ answer, fail })
      }),
    watch(onUpdate, onReread) {
      update = onUpdate
      reread = onReread
      return () => {}
    }
  })
  store.subscribe(() => {})
  return {
    reads,
    value: () => store.getSnapshot(),
    update: (change: (value: number) => number) => update(change),
    reread: () => reread()
  }
}

const later = globalThis.setTimeout
const settled = () => new Promise((resolve) => later(resolve))

test('prefers what was announced while the read was in flight', async () => {
  const { reads, value, update } = createSource()
  update(() => 2)
  reads[0]!.answer(1)
  await settled()
  expect(value()).toEqual({ value: 2, error: null })
})

test('lets only the latest read commit', async () => {
  const { reads, value, reread } = createSource()
  reread()
  reads[1]!.answer(2)
  await settled()
  reads[0]!.answer(1)
  await settled()
  expect(value()).toEqual({ value: 2, error: null })
})

test('keeps the value it had when reading again fails, and says why', async () => {
  const { reads, value, reread, update } = createSource()
  reads[0]!.answer(1)
  await settled()
  reread()
  reads[1]!.fail(new Error('The app does not answer.'))
  await settled()
  expect(value()).toEqual({ value: 1, error: 'The app does not answer.' })
  update((current) => current + 10)
  expect(value()).toEqual({ value: 11, error: null })
})
