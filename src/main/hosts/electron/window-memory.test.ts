import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createTempDir } from '../../../../tests/support/temp-dir.ts'
import { createWindowMemory } from './window-memory.ts'
import type { DisplayArea, Placement } from './window-placement.ts'

let folder: ReturnType<typeof createTempDir>
beforeEach(() => {
  folder = createTempDir()
})
afterEach(() => folder.remove())

const refuse = (error: unknown): void => {
  throw error
}
const open = (warn = refuse) => createWindowMemory(folder.path, warn)
const display = (x: number, width: number): DisplayArea => {
  const bounds = { x, y: 0, width, height: 1000 }
  return { bounds, workArea: bounds }
}
const laptop = [display(0, 1400)]
const desk = [display(0, 1400), display(1400, 2000)]
const onLaptop: Placement = { bounds: { x: 10, y: 20, width: 900, height: 700 }, mode: 'normal' }
const onDesk: Placement = { bounds: { x: 1500, y: 50, width: 1600, height: 900 }, mode: 'maximised' }

test('each arrangement of displays has its own place, over a restart', () => {
  const memory = open()
  memory.keep(laptop, onLaptop)
  memory.keep(desk, onDesk)
  const later = open()
  expect(later.recall(laptop)).toEqual(onLaptop)
  expect(later.recall(desk)).toEqual(onDesk)
  expect(readdirSync(folder.path)).toEqual(['window.json'])
})

test('an unknown arrangement gets the last place, brought onto a display', () => {
  open().keep(desk, onDesk)
  const { bounds, mode } = open().recall(laptop)
  expect(bounds).toEqual({ x: 0, y: 50, width: 1400, height: 900 })
  expect(mode).toBe('maximised')
})

test('a file that is damaged, or that says what cannot be, counts as none', () => {
  const first = open().recall(laptop)
  for (const text of [
    '',
    '{',
    'null',
    '[{"displays":"x","placement":{"bounds":{"x":0,"y":0,"width":0,"height":9},"mode":"normal"}}]',
    '[{"displays":"x","placement":{"bounds":{"x":1e300,"y":0,"width":9,"height":9},"mode":"normal"}}]'
  ]) {
    writeFileSync(join(folder.path, 'window.json'), text)
    expect(open().recall(laptop), text).toEqual(first)
  }
})

test('a file that cannot be written is told, and the old one stays', () => {
  open().keep(laptop, onLaptop)
  const before = readFileSync(join(folder.path, 'window.json'), 'utf8')
  mkdirSync(join(folder.path, 'window.json.new'))
  const told: unknown[] = []
  open((error) => void told.push(error)).keep(desk, onDesk)
  expect(told).toHaveLength(1)
  expect(readFileSync(join(folder.path, 'window.json'), 'utf8')).toBe(before)
})

test('no more than twenty arrangements are kept', () => {
  const memory = open()
  for (let width = 1000; width < 1030; width++) memory.keep([display(0, width)], onLaptop)
  const kept = JSON.parse(readFileSync(join(folder.path, 'window.json'), 'utf8')) as unknown[]
  expect(kept).toHaveLength(20)
})
