import { expect, test } from 'vitest'
import { subjectsOf } from './run-subjects.ts'

test('events of one entity are one subject, named as they named it last', () => {
  const subjects = subjectsOf([
    { id: 'evt_1', type: 'organization.directory.user_created', entityId: 'diruser_1', label: 'Ada' },
    { id: 'evt_2', type: 'organization.directory.group_updated', entityId: 'dirgroup_1', label: 'Kiln' },
    { id: 'evt_3', type: 'organization.directory.user_updated', entityId: 'diruser_1', label: 'Ada L.' },
    { id: 'evt_4', type: 'organization.directory.user_deleted', entityId: 'diruser_1', label: 'diruser_1' }
  ])
  expect(subjects).toEqual([
    { key: 'diruser_1', label: 'Ada L.', entityId: 'diruser_1', eventIds: ['evt_1', 'evt_3', 'evt_4'] },
    { key: 'dirgroup_1', label: 'Kiln', entityId: 'dirgroup_1', eventIds: ['evt_2'] }
  ])
})

test('an event about nothing in particular stands for itself, by its type', () => {
  expect(subjectsOf([{ id: 'evt_1', type: 'organization.thing_done', entityId: null, label: null }])).toEqual(
    [{ key: 'evt_1', label: 'thing_done', entityId: null, eventIds: ['evt_1'] }]
  )
})
