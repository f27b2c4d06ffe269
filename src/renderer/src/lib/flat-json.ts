/**
 * A JSON text as a table over itself: a line of numbers for each value, in the order of the text. Nothing is copied
 * out of the text, so that ten megabytes cross from a worker as one array, and lose no digit and no repeated name;
 * depth costs nothing either.
 */
export interface FlatJson {
  readonly text: string
  /** How many values there are, the outermost included. */
  readonly count: number
  readonly cells: Int32Array
}

export const flatKinds = ['object', 'array', 'string', 'number', 'true', 'false', 'null'] as const
export type FlatKind = (typeof flatKinds)[number]

/** The columns of a line. */
export const columns = {
  kind: 0,
  repeated: 1,
  parent: 2,
  depth: 3,
  /** The first value behind this one and all that is in it. */
  next: 4,
  children: 5,
  /** Where a member's name is written, with its quotes; a list's member has its index here, and -1 for an end. */
  key: 6,
  keyEnd: 7,
  start: 8,
  end: 9
} as const
export const columnCount = 10

const cell = ({ cells }: FlatJson, index: number, column: keyof typeof columns): number =>
  cells[index * columnCount + columns[column]] ?? -1

export const kindOf = (json: FlatJson, index: number): FlatKind =>
  flatKinds[cell(json, index, 'kind')] ?? 'null'
/** An earlier member of the same object has this name. */
export const isRepeated = (json: FlatJson, index: number): boolean => cell(json, index, 'repeated') === 1
/** -1 for the outermost value. */
export const parentOf = (json: FlatJson, index: number): number => cell(json, index, 'parent')
export const depthOf = (json: FlatJson, index: number): number => cell(json, index, 'depth')
export const nextOf = (json: FlatJson, index: number): number => cell(json, index, 'next')
export const childCount = (json: FlatJson, index: number): number => cell(json, index, 'children')

/** Member name or index; null for the outermost value. */
export function nameOf(json: FlatJson, index: number): string | number | null {
  if (parentOf(json, index) < 0) return null
  const start = cell(json, index, 'key')
  const end = cell(json, index, 'keyEnd')
  return end < 0 ? start : unquote(json.text.slice(start, end))
}

/** Exactly as it is written. */
export const sourceOf = (json: FlatJson, index: number): string =>
  json.text.slice(cell(json, index, 'start'), cell(json, index, 'end'))

/** A text without quotes and escapes, anything else as it is written. */
export function plainTextOf(json: FlatJson, index: number): string {
  const source = sourceOf(json, index)
  return kindOf(json, index) === 'string' ? unquote(source) : source
}

/** What a JSON string that is known to be one says. */
export const unquote = (source: string): string =>
  source.includes('\\') ? String(JSON.parse(source)) : source.slice(1, -1)
