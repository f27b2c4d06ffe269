import { expect, test } from 'vitest'
import { formatBytes, plural } from './format-count.ts'
import { formatDay, formatDuration, formatInstant } from './format-time.ts'
import { shortType } from '#shared/short-type.ts'

test.each([
  [0, '0 B'],
  [312, '312 B'],
  [999, '999 B'],
  [1_000, '1.0 kB'],
  [4_240, '4.2 kB'],
  [31_400_000, '31 MB'],
  [2e15, '2000 TB']
])('writes %d bytes as %s', (bytes, text) => {
  expect(formatBytes(bytes)).toBe(text)
})

test.each([
  [0.42, '0.4 ms'],
  [12.4, '12 ms'],
  [1_240, '1.24 s'],
  [75_400, '75 s']
])('writes %d milliseconds as %s', (ms, text) => {
  expect(formatDuration(ms)).toBe(text)
})

test('names the day only where it is not today', () => {
  const now = new Date(2026, 10, 26, 12).getTime()
  expect(formatDay(new Date(2026, 10, 26, 1).getTime(), now)).toBeNull()
  expect(formatDay(new Date(2026, 10, 25, 23).getTime(), now)).toMatch(/25/)
  expect(formatDay(new Date(2025, 10, 26, 12).getTime(), now)).toMatch(/2025/)
})

test('gives the exact instant in UTC as well', () => {
  expect(formatInstant(Date.UTC(2026, 0, 2, 3, 4, 5, 6))).toContain('2026-01-02T03:04:05.006Z')
})

test('counts one thing and many', () => {
  expect([plural(1, 'delivery', 'deliveries'), plural(2, 'delivery', 'deliveries')]).toEqual([
    '1 delivery',
    '2 deliveries'
  ])
})

test('drops the namespace that most types share, and nothing else', () => {
  expect(shortType('organization.directory.user_created')).toBe('directory.user_created')
  expect(shortType('scalekit.dir.user.create')).toBe('dir.user.create')
  expect(shortType('organization.sso_enabled')).toBe('sso_enabled')
  expect(shortType('organization.created')).toBe('organization.created')
  expect(shortType('user.login')).toBe('user.login')
  expect(shortType('organization.')).toBe('organization.')
})
