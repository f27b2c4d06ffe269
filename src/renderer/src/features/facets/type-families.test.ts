import { expect, test } from 'vitest'
import { createGlob } from '#shared/query/glob.ts'
import catalogue from '../../../../../resources/scalekit-events.json' with { type: 'json' }
import { typeFamilies } from './type-families.ts'

test('types of one kind make a family under a name that people know, the largest first', () => {
  expect(
    typeFamilies([
      { type: 'organization.directory.user_created', count: 3 },
      { type: 'scalekit.dir.user.update', count: 2 },
      { type: 'organization.created', count: 1 },
      { type: 'organization.updated', count: 9 },
      { type: 'shop.order.paid', count: 4 },
      { type: 'ping', count: 1 }
    ])
  ).toEqual([
    { name: 'Organisations', patterns: ['organization.created', 'organization.updated'], count: 10 },
    { name: 'Directory users', patterns: ['organization.directory.user_*'], count: 5 },
    { name: 'shop.order.*', patterns: ['shop.order.*'], count: 4 },
    { name: 'ping', patterns: ['ping'], count: 1 }
  ])
})

test('each type of the catalogue fits its own family and no other', () => {
  const families = typeFamilies(catalogue.map(({ type }) => ({ type, count: 1 })))
  expect(families.every(({ name }) => !name.includes('*'))).toBe(true)
  for (const { type } of catalogue) {
    const [own] = typeFamilies([{ type, count: 1 }])
    const fitting = families.filter(({ patterns }) =>
      typeFamilies([{ type, count: 1 }])[0]!.patterns.some((pattern) => patterns.includes(pattern))
    )
    expect(fitting.map(({ name }) => name)).toEqual([own!.name])
    if (!type.startsWith('scalekit.'))
      expect(own!.patterns.some((pattern) => createGlob(pattern)(type))).toBe(true)
  }
})
