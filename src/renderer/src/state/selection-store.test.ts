import { expect, test } from 'vitest'
import { isDeliveryId } from '#shared/delivery-id.ts'
import { createSelectionStore, fromHash, toHash } from './selection-store.ts'

function createAddressBar(initial = '') {
  let hash = initial
  let tell = () => {}
  return {
    read: () => hash,
    write: (value: string) => void (hash = value),
    watch: (onChange: () => void) => {
      tell = onChange
      return () => {}
    },
    visit(value: string) {
      hash = value
      tell()
    }
  }
}

test('writes every selection to the address and reads it back', () => {
  const odd = 'evt/with?odd#signs %'
  const selection = {
    view: 'events',
    id: odd,
    tab: 'headers',
    base: null,
    entity: null,
    isOpen: true
  } as const
  const others = [
    selection,
    { ...selection, tab: 'changes', base: odd },
    { ...selection, tab: null, entity: odd },
    { ...selection, id: null, tab: null, entity: '-' }
  ] as const
  for (const each of others) expect(fromHash(toHash(each))).toEqual(each)
})

test('makes the best of an address that makes no sense', () => {
  expect(fromHash('')).toEqual({
    view: 'events',
    id: null,
    tab: null,
    base: null,
    entity: null,
    isOpen: false
  })
  expect(fromHash('#/nowhere/%E0%A4%A/nothing')).toEqual({
    view: 'events',
    id: null,
    tab: null,
    base: null,
    entity: null,
    isOpen: false
  })
})

test('forgets the chosen tab when another row is selected, and keeps it when the same one is', () => {
  const store = createSelectionStore(createAddressBar())
  store.open('evt_1')
  store.openTab('headers')
  store.select('evt_1')
  expect(store.getSnapshot()).toMatchObject({ id: 'evt_1', tab: 'headers' })
  store.select('evt_2')
  expect(store.getSnapshot()).toMatchObject({ id: 'evt_2', tab: null })
})

test('follows an address that someone else changed', () => {
  const address = createAddressBar()
  const store = createSelectionStore(address)
  store.subscribe(() => {})
  address.visit('#/rejected/del_7')
  expect(store.getSnapshot()).toMatchObject({ view: 'rejected', id: 'del_7' })
})

test('is not opened by an address that says what is selected already', () => {
  const address = createAddressBar()
  const store = createSelectionStore(address)
  store.subscribe(() => {})
  store.open('evt_1')
  store.close()
  address.visit(toHash(store.getSnapshot()))
  expect(store.getSnapshot()).toMatchObject({ id: 'evt_1', isOpen: false })
})

test('returns to what was last selected in a view', () => {
  const store = createSelectionStore(createAddressBar())
  store.select('evt_1')
  store.show('rejected')
  expect(store.getSnapshot()).toMatchObject({ view: 'rejected', id: null })
  store.select('del_1')
  store.show('events')
  expect(store.getSnapshot()).toMatchObject({ view: 'events', id: 'evt_1' })
})

test('knows which row takes the place of one that goes', () => {
  const store = createSelectionStore(createAddressBar())
  store.list([{ id: 'a' }, { id: 'b' }, { id: 'c' }])
  expect(['a', 'b', 'c', 'unlisted'].map((id) => store.successorOf(id))).toEqual(['b', 'c', 'b', null])
  store.list([{ id: 'a' }])
  expect(store.successorOf('a')).toBeNull()
})

test('tells the ids of deliveries from those of events', () => {
  expect(['del_1', 'del_91634062990000'].every(isDeliveryId)).toBe(true)
  expect(['evt_1', 'del_', 'del_01', 'del_x', 'my_del_1', 'del_1 '].some(isDeliveryId)).toBe(false)
})
