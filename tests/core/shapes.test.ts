import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ShapeChange } from '#shared/mapping-models.ts'
import { createOperations } from '../../src/main/core/store/operations.ts'
import { captured } from '../support/captured.ts'
import { directoryEvent } from '../support/directory-event.ts'
import { openTempStore, type TempStore } from '../support/temp-store.ts'
import { mappingOf } from '../support/mapping-of.ts'

let temp: TempStore
let sent = 0
beforeEach(() => {
  temp = openTempStore()
  sent = 0
})
afterEach(() => temp.close())

const study = (operations = temp.operations) => {
  while (operations.tidy(true));
}
type Change = Parameters<typeof directoryEvent>[1]
/** One event a day from 1 Nov 2026 on. */
const next = (change: Change = {}) => {
  sent++
  const at = new Date(Date.UTC(2026, 10, sent, 8)).toISOString()
  return directoryEvent(`e${sent}`, { occurred_at: at, ...change })
}
const receive = (count: number, change: Change = {}) => {
  temp.operations.capture(Array.from({ length: count }, () => captured(next(change))))
  study()
}
const news = () => temp.operations.listShapes({ limit: 100 }).rows.map((row) => ShapeChange.parse(row))
const texts = () => news().map(({ text }) => text)
const department = {
  raw: { 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User': { department: 'Design' } }
}

describe('of a directory', () => {
  it('tells once that a raw attribute no longer arrives, and again when it is back', () => {
    receive(12, { raw: { title: 'Head' } })
    receive(9)
    expect(news()).toEqual([])
    receive(1)
    expect(news()).toEqual([
      {
        id: 'shp_1',
        kind: 'vanished',
        type: 'organization.directory.user_updated',
        organizationId: 'org_1',
        organizationName: null,
        path: 'data.raw_attributes.title',
        before: 'text',
        after: null,
        at: Date.UTC(2026, 10, 13, 8),
        eventId: 'e13',
        text: 'Since 13 Nov 2026 (UTC) title no longer arrives from org_1.',
        seen: false
      }
    ])
    receive(30)
    expect(news()).toHaveLength(1)
    expect(temp.operations.listShapes({ eventId: 'e13', limit: 1 }).rows).toEqual(news())
    expect(temp.operations.listShapes({ eventId: 'e12', limit: 1 }).rows).toEqual([])
    receive(1, { raw: { title: 'Head' } })
    receive(1, { raw: { title: 'Head' } })
    expect(texts()).toEqual([
      'Since 23 Dec 2026 (UTC) title arrives again from org_1.',
      'Since 13 Nov 2026 (UTC) title no longer arrives from org_1.'
    ])
  })

  it('tells of what holds others, not of each that it holds', () => {
    receive(11, department)
    receive(10)
    receive(1, department)
    expect(texts()).toEqual([
      'Since 22 Nov 2026 (UTC) enterprise arrives again from org_1.',
      'Since 12 Nov 2026 (UTC) enterprise no longer arrives from org_1.'
    ])
  })

  it('names the organisation as its events do', () => {
    receive(11, { raw: { title: 'Head' } })
    receive(10)
    temp.operations.capture([
      captured({
        id: 'o',
        type: 'organization.updated',
        object: 'Organization',
        data: { id: 'org_1', display_name: 'Juniper & Slate' }
      })
    ])
    expect(texts()).toEqual(['Since 12 Nov 2026 (UTC) title no longer arrives from Juniper & Slate.'])
  })

  it('tells of a new attribute once it knows what is usual', () => {
    receive(9)
    receive(1, { raw: { nickName: 'Ada' } })
    receive(1, department)
    receive(3, department)
    expect(texts()).toEqual(['On 11 Nov 2026 (UTC) enterprise arrived from org_1 for the first time.'])
  })

  it('tells of each new type once, and takes null and missing for none', () => {
    receive(2, { raw: { mixed: ['a', 1, { value: 'b' }] } })
    receive(1)
    receive(1, { raw: { active: 'True' } })
    receive(1)
    receive(1, { raw: { active: 'False' } })
    receive(1, { raw: { active: null } })
    receive(1, { raw: { emails: [{ value: 'a@example.com', type: 'work' }] } })
    receive(1, { raw: { emails: [] } })
    receive(1, { raw: { emails: { value: 'a@example.com' } } })
    expect(news().map(({ path, before, after }) => [path, before, after])).toEqual([
      ['data.raw_attributes.emails', 'list', 'object'],
      ['data.raw_attributes.active', 'boolean', 'text']
    ])
    expect(texts()[1]).toBe('Since 4 Nov 2026 (UTC) active arrives as text instead of boolean from org_1.')
  })

  it('does not miss what was rare, nor what is beyond its bounds', () => {
    for (let round = 0; round < 6; round++) {
      receive(1, { raw: { nickName: 'Ada' } })
      receive(1)
    }
    const rare = sent
    receive(12)
    expect(rare).toBe(12)
    expect(news().filter(({ kind }) => kind === 'vanished')).toEqual([])
    // A payload that is read in part only says nothing of what is in the rest.
    const isGone = (name: string) =>
      news().some(({ kind, path }) => kind === 'vanished' && path.endsWith(name))
    receive(12, { raw: { zip: '1234', members: [{ value: 'diruser_1', note: 'first' }] } })
    const members = Array.from({ length: 100 }, (_, index) => ({ value: `diruser_${index}` }))
    receive(12, { raw: { members } })
    expect(isGone('zip')).toBe(true)
    expect(isGone('note')).toBe(false)
    receive(50, { raw: { zap: '1' } })
    receive(12, { raw: Object.fromEntries(Array.from({ length: 2_100 }, (_, index) => [`n${index}`, 1])) })
    expect(isGone('zap')).toBe(false)
  })

  it('is not misled by events that come out of order', () => {
    const at = (minute: number) => ({ occurred_at: new Date(Date.UTC(2026, 9, 1, 0, minute)).toISOString() })
    const range = (from: number, count: number, change: Change) => {
      for (let minute = from; minute < from + count; minute++) receive(1, { ...at(minute), ...change })
    }
    range(1_000, 12, { raw: { title: 'Head' } })
    range(0, 12, {})
    expect(news()).toEqual([])
    range(1_012, 10, {})
    expect(news()).toMatchObject([{ kind: 'vanished', at: Date.UTC(2026, 9, 1, 0, 1_012) }])
    range(500, 1, { raw: { title: 'Head' } })
    expect(news()).toHaveLength(1)
  })

  it('tells of what comes and goes once, and again only after it has long been there', () => {
    const title = { raw: { title: 'Head' } }
    for (let round = 0; round < 8; round++) {
      receive(10, title)
      receive(10)
    }
    expect(news().map(({ kind }) => kind)).toEqual(['appeared', 'vanished'])
    receive(400, title)
    receive(10)
    expect(news().map(({ kind }) => kind)).toEqual(['vanished', 'appeared', 'vanished'])
  })

  it('tells of twenty new attributes of one event at most', () => {
    receive(12)
    receive(1, { raw: Object.fromEntries(Array.from({ length: 300 }, (_, index) => [`new${index}`, 'x'])) })
    expect(news()).toHaveLength(20)
  })

  it('keeps no name that may be made of a person', () => {
    const people = { 'Ada Lovelace': 1, '+49 30 1234': 1, 'ada@example.com': 1 }
    receive(3, {
      raw: { people, list: [{ type: 'Lovelace', value: 'x' }], 'urn:example:2.0:User': { desk: 'B2' } }
    })
    const paths = temp.store.db.prepare(`SELECT path FROM shape_paths`).pluck().all() as string[]
    expect(paths.filter((path) => /ada|lovelace|49/i.test(path))).toEqual([])
    expect(paths).toEqual(
      expect.arrayContaining(['people[*]', 'list[].value', '["urn:example:2.0:User"].desk'])
    )
  })

  it('keeps the news of directories apart', () => {
    receive(12, { raw: { title: 'Head' } })
    receive(12, { organization_id: 'org_2' })
    expect(news()).toEqual([])
    expect(mappingOf(temp.operations, 'e1').news).toEqual([])
    receive(10)
    expect(mappingOf(temp.operations, 'e1').news).toHaveLength(1)
    expect(mappingOf(temp.operations, 'e13').news).toEqual([])
  })
})

describe('of a type', () => {
  it('tells of a field that is new and not documented', () => {
    receive(10)
    receive(1, { data: { department: 'Design', shoe_size: 43 } })
    expect(news().map(({ path, organizationId, text }) => ({ path, organizationId, text }))).toEqual([
      {
        path: 'data.shoe_size',
        organizationId: null,
        text: 'On 11 Nov 2026 (UTC) shoe_size arrived in organization.directory.user_updated for the first time.'
      }
    ])
  })

  it('counts legacy names with today’s', () => {
    receive(10, { type: 'scalekit.dir.user.update' })
    receive(1, { data: { shoe_size: 43 } })
    expect(news()).toMatchObject([{ type: 'organization.directory.user_updated', path: 'data.shoe_size' }])
  })

  it('does not take one organisation’s events for the loss of what another has', () => {
    receive(12, { data: { department: 'Design' } })
    receive(12, { organization_id: 'org_2' })
    expect(news()).toEqual([])
    receive(10)
    expect(texts()).toEqual([])
    receive(90, { data: { department: 'Design' } })
    receive(10)
    expect(news()).toMatchObject([{ kind: 'vanished', path: 'data.department', organizationId: null }])
  })
})

it('announces what it found and what was seen, and tells nothing twice over a restart', () => {
  receive(11, { raw: { title: 'Head' } })
  receive(10)
  const announced = () => temp.changes.flatMap(({ shapes }) => shapes.map(({ id, seen }) => [id, seen]))
  expect(announced()).toEqual([['shp_1', false]])
  expect(temp.operations.listShapes({ limit: 10 })).toMatchObject({ unseen: 1, next: null })

  const again = createOperations(temp.store, () => undefined)
  again.capture([captured(next()), captured(next())])
  study(again)
  expect(again.listShapes({ limit: 10 }).rows).toHaveLength(1)

  expect(temp.operations.markShapesSeen({ ids: ['shp_1', 'shp_9', 'no id'] })).toEqual({ unseen: 0 })
  expect(temp.operations.markShapesSeen({})).toEqual({ unseen: 0 })
  expect(announced()).toEqual([
    ['shp_1', false],
    ['shp_1', true]
  ])
  expect(news()).toMatchObject([{ seen: true }])
})

it('lists in pages, latest first', () => {
  receive(10)
  for (const name of ['a', 'b', 'c']) receive(1, { raw: { [name]: 1 } })
  const first = temp.operations.listShapes({ limit: 2 })
  const second = temp.operations.listShapes({ limit: 2, before: first.next! })
  expect([...first.rows, ...second.rows].map(({ path }) => path.at(-1))).toEqual(['c', 'b', 'a'])
  expect(second.next).toBeNull()
  expect(() => temp.operations.listShapes({ limit: 2, before: 'x' })).toThrow('`before` must be')
})

it('no longer names the event once it is deleted', () => {
  receive(11, { raw: { title: 'Head' } })
  receive(10)
  expect(news()).toMatchObject([{ eventId: 'e12' }])
  temp.operations.deleteEvents(['e12'])
  expect(news()).toMatchObject([
    { eventId: null, text: 'Since 12 Nov 2026 (UTC) title no longer arrives from org_1.' }
  ])
})

it('is silent beyond 2,000 paths', () => {
  receive(10)
  for (let batch = 0; batch < 3; batch++) {
    const raw = Object.fromEntries(Array.from({ length: 900 }, (_, index) => [`x${batch}y${index}`, 1]))
    receive(1, { raw })
  }
  const { db } = temp.store
  const count = db.prepare(`SELECT count(*) FROM shape_paths GROUP BY scope ORDER BY 1 DESC`).pluck()
  expect(count.get()).toBe(2_000)
})

it('learns of directories also where types are made up without end', () => {
  temp.operations.capture(
    Array.from({ length: 510 }, (_, index) => captured({ id: `t${index}`, type: `made.up_${index}` }))
  )
  study()
  const count = temp.store.db.prepare(`SELECT count(*) FROM shape_scopes`).pluck()
  expect(count.get()).toBe(300)
  receive(1)
  expect(mappingOf(temp.operations, 'e1').directory.events).toBe(1)
})
