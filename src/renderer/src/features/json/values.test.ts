import { expect, test } from 'vitest'
import { makeScalekitId } from '#shared/scalekit-id.ts'
import { conditionOf, entityOf } from './value-condition.ts'
import { meaningOf } from './value-meaning.ts'

const moment = Date.UTC(2026, 2, 1, 10)

test('says which moment an id, a time and a number stand for', () => {
  const iso = '2026-03-01T10:00:00.000Z'
  expect(meaningOf('string', 'id', makeScalekitId('diruser', moment, 7))).toContain(iso)
  expect(meaningOf('string', 'created', '2026-03-01T12:00:00+02:00')).toContain(iso)
  expect(meaningOf('number', 'updated_at', String(moment / 1_000))).toContain(`As seconds`)
  expect(meaningOf('number', 'expiresAt', String(moment))).toContain(iso)
})

test('leaves alone what stands for no moment', () => {
  expect(meaningOf('string', 'name', 'Ada')).toBeNull()
  expect(meaningOf('string', 'date', '2026-99-99T10:00:00Z')).toBeNull()
  expect(meaningOf('number', 'count', String(moment))).toBeNull()
  expect(meaningOf('number', 'created_at', '12')).toBeNull()
  expect(meaningOf('null', 'created_at', 'null')).toBeNull()
})

test('filters by what a value is: an organisation, an entity, an event, a type, else its text or name', () => {
  const id = (prefix: string) => `${prefix}_112860252189230263`
  const of = (path: string, value: string, kind: 'string' | 'object' | 'null' = 'string') =>
    conditionOf(path, kind, path.split('.').at(-1) ?? '', value)
  expect(of('organization_id', id('org'))).toMatchObject({ kind: 'org', needle: id('org') })
  expect(of('data.id', id('diruser'))).toMatchObject({ kind: 'entity', id: id('diruser') })
  expect(of('id', id('evt'))).toMatchObject({ kind: 'id', id: id('evt') })
  expect(of('type', 'user.login')).toMatchObject({ kind: 'type', pattern: 'user.login' })
  expect(of('data.type', 'work')).toMatchObject({ kind: 'text', text: 'work' })
  expect(of('data.manager', 'null', 'null')).toMatchObject({ kind: 'key', name: 'manager' })
  expect(of('data.raw', '', 'object')).toMatchObject({ kind: 'key', name: 'raw' })
  expect(conditionOf('', 'object', null, '')).toBeNull()
})

test('knows the entities that have a history', () => {
  expect(entityOf('dirgroup_112860252189230263')).not.toBeNull()
  expect(entityOf('evt_112860252189230263')).toBeNull()
  expect(entityOf('diruser_1')).toBeNull()
})
