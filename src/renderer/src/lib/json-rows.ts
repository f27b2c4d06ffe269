import { labelStep } from '#shared/json-diff/path.ts'
import {
  childCount,
  depthOf,
  kindOf,
  nameOf,
  nextOf,
  parentOf,
  plainTextOf,
  sourceOf,
  type FlatJson
} from './flat-json.ts'
import { spellOutHidden } from './hidden-characters.ts'

/** So many lines of 22 pixels fit into the tallest element that Chromium draws. */
export const maxRows = 1_500_000

/**
 * The values that show, in order, without those inside a folded container. All of them are as many numbers, so
 * that folding one of a million is done within a frame.
 */
export function toJsonRows(json: FlatJson, folded: ReadonlySet<number>): Int32Array {
  const rows = new Int32Array(Math.min(json.count, maxRows))
  let count = 0
  for (let index = 0; index < json.count && count < maxRows;) {
    rows[count++] = index
    index = folded.has(index) ? nextOf(json, index) : index + 1
  }
  return rows.subarray(0, count)
}

/** Which line shows a value; -1 for none. */
export function rowOf(rows: Int32Array, index: number): number {
  let [low, high] = [0, rows.length - 1]
  while (low <= high) {
    const middle = (low + high) >> 1
    const found = rows[middle] ?? 0
    if (found === index) return middle
    if (found < index) low = middle + 1
    else high = middle - 1
  }
  return -1
}

/** Every container at this depth and below. */
export function containersFrom(json: FlatJson, depth: number): Set<number> {
  const containers = new Set<number>()
  for (let index = 0; index < json.count; index++) {
    if (depthOf(json, index) >= depth && childCount(json, index) > 0) containers.add(index)
  }
  return containers
}

/** What a value is in, from the outermost on. */
export function ancestorsOf(json: FlatJson, index: number): number[] {
  const ancestors: number[] = []
  for (let above = parentOf(json, index); above >= 0; above = parentOf(json, above)) ancestors.push(above)
  return ancestors.toReversed()
}

/** All that have the same container as a value, itself included. */
export function besides(json: FlatJson, index: number): number[] {
  const above = parentOf(json, index)
  const end = above < 0 ? json.count : nextOf(json, above)
  const beside: number[] = []
  for (let at = above + 1; at < end; at = nextOf(json, at)) beside.push(at)
  return beside
}

const stepsTo = (json: FlatJson, index: number): (string | number)[] =>
  [...ancestorsOf(json, index), index].slice(1).map((step) => nameOf(json, step) ?? '')

/** Where a value is in its document, as an RFC 6901 JSON Pointer. */
export const pointerOf = (json: FlatJson, index: number): string =>
  stepsTo(json, index)
    .map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`)
    .join('')

/** The same as people write it: `data.emails[0].value`. */
export const pathOf = (json: FlatJson, index: number): string =>
  stepsTo(json, index)
    .map((step, at) => (typeof step === 'number' ? `[${step}]` : labelStep(step, at === 0)))
    .join('')

/** A value without children as the page shows it. */
export function shownScalar(json: FlatJson, index: number): string {
  const source = sourceOf(json, index)
  if (kindOf(json, index) === 'object') return '{}'
  if (kindOf(json, index) === 'array') return '[]'
  if (kindOf(json, index) !== 'string') return source
  return spellOutHidden(JSON.stringify(plainTextOf(json, index)))
}

const plainName = /^[\p{L}\p{M}\p{N}_$.-]+$/u

/** A name as the page shows it: quoted where it could be taken for something else. */
export const shownName = (name: string | number): string =>
  typeof name === 'number' || plainName.test(name) ? String(name) : spellOutHidden(JSON.stringify(name))
