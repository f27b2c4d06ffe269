import { expect, test } from 'vitest'
import type { Replay } from '#shared/replay-models.ts'
import { sayReplay, whoseOf } from './replay-words.ts'

const of = (label: string | null, entities: number | null, organizationName: string | null = null) =>
  whoseOf({ label, entities, organizationName })

test('says whose events a replay holds, as exactly as that is known', () => {
  expect(of('Ottoline Marchbanks', 1, 'Juniper & Slate')).toBe('Ottoline Marchbanks')
  expect(of('Ottoline Marchbanks', 12, 'Juniper & Slate')).toBe('Juniper & Slate')
  expect(of('Ottoline Marchbanks', 40)).toBe('Ottoline Marchbanks and 39 more')
  expect(of('Ottoline Marchbanks', null)).toBe('Ottoline Marchbanks and others')
  expect(of(null, 1, 'Juniper & Slate')).toBe('Juniper & Slate')
  expect(of('login', 0)).toBe('login')
  expect(of(null, 3)).toBeNull()
})

test('says that and what they are in one line', () => {
  const replay = { what: '12 directory.user_updated', label: 'Ann', entities: 12, organizationName: 'Acme' }
  expect(sayReplay(replay as Replay)).toBe('Acme: 12 directory.user_updated')
  expect(sayReplay({ ...replay, label: null, organizationName: null } as Replay)).toBe(
    '12 directory.user_updated'
  )
})
