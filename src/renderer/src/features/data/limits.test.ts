import { expect, test } from 'vitest'
import { Retention, Settings } from '#shared/settings-models.ts'
import { limitFields, mistakeIn, readLimits, writeLimits } from './limits.ts'

const retention = { maxAgeDays: null, maxEvents: 1_000_000, maxBytes: null, maxUnverified: 20_000 }
const fieldNamed = (name: string) => limitFields.find((field) => field.name === name)!

test('reads back the limits that it wrote', () => {
  for (const limits of [
    { bodyLimit: 10_000_000, retention },
    { bodyLimit: 1_500, retention: { ...retention, maxAgeDays: 30, maxEvents: null, maxBytes: 12_345_678 } }
  ]) {
    expect(readLimits(writeLimits(limits))).toEqual(limits)
  }
})

test('shows sizes in MB and no limit as nothing', () => {
  expect(writeLimits({ bodyLimit: 10_000_000, retention })).toEqual({
    maxAgeDays: '',
    maxEvents: '1000000',
    maxBytes: '',
    maxUnverified: '20000',
    bodyLimit: '10'
  })
})

test.each([
  ['maxAgeDays', '0'],
  ['maxAgeDays', '1.5'],
  ['maxAgeDays', '3651'],
  ['maxEvents', '99'],
  ['maxEvents', 'many'],
  ['maxBytes', '9.9'],
  ['maxBytes', '-10'],
  ['maxUnverified', ''],
  ['maxUnverified', '9'],
  ['bodyLimit', '0'],
  ['bodyLimit', '100.1'],
  ['bodyLimit', '1e1']
])('refuses %s of "%s"', (name, text) => {
  expect(mistakeIn(fieldNamed(name), text)).toMatch(/^Write a .*number from /)
})

test('takes exactly what the contract takes at either end', () => {
  for (const field of limitFields) {
    for (const end of [field.min, field.max]) {
      expect(mistakeIn(field, String(end))).toBeNull()
      const read = readLimits({
        ...writeLimits({ bodyLimit: 10_000_000, retention }),
        [field.name]: String(end)
      })
      expect(Retention.safeParse(read.retention).success).toBe(true)
      expect(Settings.shape.bodyLimit.safeParse(read.bodyLimit).success).toBe(true)
    }
  }
})
