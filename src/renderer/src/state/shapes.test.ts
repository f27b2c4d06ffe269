import { expect, test } from 'vitest'
import type { ShapeChange } from '#shared/mapping-models.ts'
import { withHead, type Shapes } from './shapes.ts'

const change = (id: string): ShapeChange => ({
  id,
  kind: 'appeared',
  type: 'user.updated',
  organizationId: null,
  organizationName: null,
  path: `data.${id}`,
  before: null,
  after: 'text',
  at: 0,
  eventId: null,
  text: `${id} appeared.`,
  seen: false
})
const shapes = (ids: string, next: string | null, unseen = 0): Shapes => ({
  rows: ids.split('').map(change),
  next,
  unseen
})
const idsOf = ({ rows }: Shapes): string => rows.map(({ id }) => id).join('')

test('the first page is all there is until more was read', () => {
  expect(idsOf(withHead(null, shapes('cb', 'b')))).toBe('cb')
})

test('new changes come before what was read already, and reading goes on where it was', () => {
  const merged = withHead(shapes('cba', 'a'), shapes('dc', 'c', 1))
  expect(idsOf(merged)).toBe('dcba')
  expect(merged).toMatchObject({ next: 'a', unseen: 1 })
})

test('starts over where more came than a page holds', () => {
  const merged = withHead(shapes('cba', 'a'), shapes('gf', 'f'))
  expect(idsOf(merged)).toBe('gf')
  expect(merged.next).toBe('f')
})

test('a page that holds everything leaves nothing of before', () => {
  expect(idsOf(withHead(shapes('cba', null), shapes('cb', null)))).toBe('cb')
})
