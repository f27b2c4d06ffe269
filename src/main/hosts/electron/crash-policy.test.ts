import { expect, test } from 'vitest'
import { createCrashPolicy } from './crash-policy.ts'

function createRig() {
  let time = 1_000_000
  const policy = createCrashPolicy(() => time)
  return { ...policy, pass: (seconds: number) => (time += seconds * 1_000) }
}

test('a crash right after something was opened leaves it out', () => {
  const { addressChanged, lost, pass } = createRig()
  pass(600)
  addressChanged()
  pass(8)
  expect(lost('crashed')).toBe('bare')
})

test('a crash long after something was opened brings it back', () => {
  const { addressChanged, lost, pass } = createRig()
  addressChanged()
  pass(600)
  expect(lost('crashed')).toBe('again')
})

test('what crashes the page again as soon as it is back is left out the second time', () => {
  const { addressChanged, lost, pass } = createRig()
  addressChanged()
  pass(600)
  expect(lost('crashed')).toBe('again')
  pass(2)
  expect(lost('crashed')).toBe('bare')
})

test('a freeze always leaves out what was open, however long ago that was opened', () => {
  const { addressChanged, lost, pass } = createRig()
  addressChanged()
  pass(3_600)
  for (let round = 0; round < 5; round++) expect(lost('frozen')).toBe('bare')
})

test('the third crash within a minute is the last one, until the user wants it tried again', () => {
  const { lost, forgive, pass } = createRig()
  expect(lost('crashed')).toBe('bare')
  pass(20)
  expect(lost('crashed')).toBe('bare')
  pass(20)
  expect(lost('crashed')).toBe('stop')
  forgive()
  expect(lost('crashed')).toBe('bare')
})

test('crashes that are far apart never add up', () => {
  const { lost, pass } = createRig()
  for (let round = 0; round < 10; round++) {
    pass(40)
    expect(lost('crashed')).not.toBe('stop')
  }
})
