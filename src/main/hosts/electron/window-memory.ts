import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import {
  bringBack,
  nameArrangement,
  placeFirst,
  type DisplayArea,
  type Placement
} from './window-placement.ts'

const edge = z.int().min(-100_000).max(100_000)
const length = z.int().min(1).max(100_000)
const Remembered = z.array(
  z.object({
    displays: z.string(),
    placement: z.object({
      bounds: z.object({ x: edge, y: edge, width: length, height: length }),
      mode: z.enum(['normal', 'maximised', 'fullScreen'])
    })
  })
)
type Remembered = z.infer<typeof Remembered>

/** Desks, rooms and projectors; of more, the latest. */
const MOST = 20

export interface WindowMemory {
  /** Where the window was on these displays, else where it was last, else a first place; always on a display. */
  recall(displays: readonly DisplayArea[]): Placement
  keep(displays: readonly DisplayArea[], placement: Placement): void
}

/**
 * Remembers the window's place for each arrangement of displays in a file of the data folder, which is replaced as a
 * whole: a reader finds the old one or the new one. It is of no worth, so a damaged file counts as none.
 */
export function createWindowMemory(dataDir: string, warn: (error: unknown) => void): WindowMemory {
  const file = join(dataDir, 'window.json')
  let remembered = read(file)
  return {
    recall(displays) {
      const name = nameArrangement(displays)
      const { placement } = remembered.find((entry) => entry.displays === name) ?? remembered[0] ?? {}
      if (!placement) return placeFirst(displays)
      return { ...placement, bounds: bringBack(placement.bounds, displays) }
    },
    keep(displays, placement) {
      const entry = { displays: nameArrangement(displays), placement }
      const others = remembered.filter((other) => other.displays !== entry.displays)
      const next = [entry, ...others].slice(0, MOST)
      if (JSON.stringify(next) === JSON.stringify(remembered)) return
      try {
        writeFileSync(`${file}.new`, JSON.stringify(next), { mode: 0o600 })
        renameSync(`${file}.new`, file)
        remembered = next
      } catch (error) {
        warn(error)
      }
    }
  }
}

function read(file: string): Remembered {
  try {
    return Remembered.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    return []
  }
}
