import { afterEach, beforeEach, expect, it } from 'vitest'
import { captured } from '../../../../tests/support/captured.ts'
import { openTempStore, type TempStore } from '../../../../tests/support/temp-store.ts'
import { createContext, type StoreContext } from './context.ts'
import { createStudy, type OpenBatch, type StudiedEvent } from './study.ts'

let temp: TempStore
let store: StoreContext
let seen: string[]
let added: string[]
beforeEach(() => {
  temp = openTempStore()
  store = createContext(temp.store, () => undefined)
  seen = []
  added = []
})
afterEach(() => temp.close())

const named = ({ row, isLate }: StudiedEvent) => `${row.id}${isLate ? ' late' : ''}`
const addsUp: OpenBatch = () => {
  const batch: string[] = []
  return { learn: (event) => void batch.push(named(event)), keep: () => void added.push(batch.join()) }
}
const open = () => createStudy(store, [(event) => void seen.push(named(event))], [addsUp])
const AT = Date.UTC(2026, 10, 1)
const capture = (id: string, at: number, change = {}) =>
  temp.operations.capture([captured({ id, type: 't' }, { receivedAt: AT + at, ...change })])
const rowOf = (at: number): number =>
  temp.store.db
    .prepare<[number], number>(`SELECT id FROM deliveries WHERE received_at = ?`)
    .pluck()
    .get(AT + at)!

it('shows each event once, in order and in slices, also to a study that is opened later', () => {
  capture('a', 1)
  capture('b', 2)
  capture('a', 3)
  capture('c', 4)
  const study = open()
  expect(study.studySome(2)).toBe(true)
  expect(study.studySome(2)).toBe(false)
  expect(open().studySome(2)).toBe(false)
  expect(seen).toEqual(['a', 'b', 'c'])
  expect(added).toEqual(['a,b', 'c'])
})

it('passes over what is no JSON or too large', () => {
  temp.operations.capture([
    captured('no JSON', { webhookId: 'text', receivedAt: AT }),
    captured({ id: 'large', note: 'x'.repeat(1_000_001) }, { receivedAt: AT + 1 }),
    captured({ id: 'small' }, { receivedAt: AT + 2 })
  ])
  const study = open()
  while (study.studySome(10));
  expect(seen).toEqual(['small'])
})

it('shows a late event in its turn, and once only where it is added up', () => {
  capture('first', 1, { verdict: 'unchecked', secretId: null })
  capture('new', 2, { verdict: 'unchecked', secretId: null })
  capture('first', 3)
  capture('latest', 4)
  const study = open()
  study.studySome(10)
  expect(added).toEqual(['first,latest'])
  // The store's own study is another; what matters here is where the events stand.
  temp.operations.promote([
    { row: rowOf(1), secretId: 'sec_1', webhookId: null },
    { row: rowOf(2), secretId: 'sec_1', webhookId: null }
  ])
  store.write((changes) => {
    study.studyLate(rowOf(1), changes)
    study.studyLate(rowOf(2), changes)
    // No event bears the number of a repeated delivery.
    study.studyLate(rowOf(3), changes)
  })
  expect(seen).toEqual(['first', 'latest', 'first late', 'new late'])
  expect(added).toEqual(['first,latest', 'new late'])
})

it('leaves an event to its turn that was not reached yet', () => {
  capture('a', 1)
  const study = open()
  store.write((changes) => study.studyLate(rowOf(1), changes))
  expect(seen).toEqual([])
  study.studySome(10)
  expect(seen).toEqual(['a'])
})

it('takes a slice back whole where one fails to learn', () => {
  capture('a', 1)
  const study = createStudy(store, [
    () => {
      throw new Error('does not understand')
    }
  ])
  expect(() => study.studySome(10)).toThrow('does not understand')
  open().studySome(10)
  expect(seen).toEqual(['a'])
})
