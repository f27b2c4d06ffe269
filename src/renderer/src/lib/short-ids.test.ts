import fc from 'fast-check'
import { expect, test } from 'vitest'
import { shortIds } from './short-ids.ts'

test('shows the end of an id, and more of it where two would read alike', () => {
  expect([...shortIds(['org_147991857584930923', 'org_147991857584930924']).values()]).toEqual([
    'org_…930923',
    'org_…930924'
  ])
  expect([...shortIds(['org_147991111111930923', 'org_147992222222930923', 'org_7']).values()]).toEqual([
    'org_…1930923',
    'org_…2930923',
    'org_7'
  ])
})

test('never lets two ids read alike', () => {
  const id = fc.oneof(fc.string({ maxLength: 30 }), fc.stringMatching(/^org_[01]{5,24}$/))
  fc.assert(
    fc.property(fc.uniqueArray(id, { maxLength: 20 }), (ids) => {
      expect(new Set(shortIds(ids).values()).size).toBe(ids.length)
    })
  )
})
