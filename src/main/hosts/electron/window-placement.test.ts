import { expect, test } from 'vitest'
import { bringBack, nameArrangement, placeFirst, type DisplayArea } from './window-placement.ts'

const laptop: DisplayArea = {
  bounds: { x: 0, y: 0, width: 1440, height: 900 },
  workArea: { x: 0, y: 25, width: 1440, height: 875 }
}
const monitor: DisplayArea = {
  bounds: { x: 1440, y: -200, width: 2560, height: 1440 },
  workArea: { x: 1440, y: -200, width: 2560, height: 1400 }
}

test('a first window is in the middle of the first display, and never larger', () => {
  expect(placeFirst([laptop, monitor])).toEqual({
    bounds: { x: 40, y: 33, width: 1360, height: 860 },
    mode: 'normal'
  })
  const small = { x: 0, y: 0, width: 1024, height: 600 }
  expect(placeFirst([{ bounds: small, workArea: small }]).bounds).toEqual(small)
})

test('bounds that can be seen and dragged stay as they are, also across two displays', () => {
  for (const bounds of [
    { x: 100, y: 100, width: 900, height: 600 },
    { x: 1400, y: 100, width: 900, height: 600 },
    { x: 3800, y: 900, width: 900, height: 600 },
    { x: -700, y: 500, width: 900, height: 600 }
  ])
    expect(bringBack(bounds, [laptop, monitor])).toEqual(bounds)
})

test('a window on a display that is gone comes to the nearest one', () => {
  const onMonitor = { x: 2000, y: 0, width: 1200, height: 800 }
  expect(bringBack(onMonitor, [laptop])).toEqual({ x: 240, y: 25, width: 1200, height: 800 })
  const left = { x: -1500, y: 100, width: 1200, height: 700 }
  expect(bringBack(left, [laptop, monitor])).toEqual({ x: 0, y: 100, width: 1200, height: 700 })
})

test('a window whose upper edge cannot be reached comes down, one that is too large shrinks', () => {
  expect(bringBack({ x: 100, y: -300, width: 900, height: 600 }, [laptop])).toMatchObject({ x: 100, y: 25 })
  expect(bringBack({ x: 0, y: 25, width: 3000, height: 2000 }, [laptop])).toEqual(laptop.workArea)
  expect(bringBack({ x: 10, y: 30, width: 1, height: 1 }, [laptop])).toMatchObject({
    width: 720,
    height: 480
  })
})

test('bounds stay where no display is known', () => {
  const bounds = { x: 5, y: 5, width: 900, height: 600 }
  expect(bringBack(bounds, [])).toEqual(bounds)
})

test('an arrangement has one name, in whichever order its displays are listed', () => {
  expect(nameArrangement([laptop, monitor])).toBe(nameArrangement([monitor, laptop]))
  expect(nameArrangement([laptop])).not.toBe(nameArrangement([laptop, monitor]))
})
