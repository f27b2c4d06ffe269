import { AppError } from '#shared/errors.ts'
import { diffJson, type JsonDiffRow } from '#shared/json-diff/diff-json.ts'
import type { RepeatedName } from '#shared/json-diff/repeated-names.ts'
import { JsonTextError, parseJsonText, toJsonText, type JsonNode } from '#shared/json-text.ts'
import type { DiffRow, UnchangedValue } from '#shared/diff-models.ts'

export interface Diff {
  readonly rows: DiffRow[]
  /** How many scalar values are the same on both sides. */
  readonly unchanged: number
  /** The first of them, as many as were asked for. */
  readonly same: UnchangedValue[]
  /** What a comparison of these bodies cannot be sure of, in words. */
  readonly warnings: string[]
}

/**
 * What changed between the bodies of two events, with that many of the values that did not. Throws
 * `invalid_input` when one of them is not JSON.
 */
export function diffBodies(from: Uint8Array, to: Uint8Array, listUnchanged = 0): Diff {
  // A body against itself lists what is in it: then there is only this one.
  const isOne = isEqual(from, to)
  const before = read(from, isOne ? 'This' : 'The first')
  const after = isOne ? before : read(to, 'The second')
  const { rows, unchanged, same, repeated } = diffJson(before, after, { listUnchanged })
  return {
    rows: rows.map(toWire),
    unchanged,
    same,
    warnings: [
      ...repeated.before.map((name) => warn(name, isOne ? 'This' : 'The first')),
      ...(isOne ? [] : repeated.after.map((name) => warn(name, 'The second')))
    ]
  }
}

const isEqual = (a: Uint8Array, b: Uint8Array): boolean =>
  a.length === b.length && a.every((byte, index) => byte === b[index])

function warn({ pointer, name, count }: RepeatedName, which: string): string {
  const place = pointer === '' ? 'its outermost object' : `the object at ${shorten(pointer)}`
  return `${which} body has the name ${JSON.stringify(shorten(name))} ${count} times in ${place}. Most readers keep the last one only.`
}

const shorten = (text: string): string => (text.length > 200 ? `${text.slice(0, 200)}…` : text)

function read(body: Uint8Array, which: string): JsonNode {
  try {
    return parseJsonText(new TextDecoder().decode(body))
  } catch (error) {
    if (!(error instanceof JsonTextError)) throw error
    throw new AppError(
      'invalid_input',
      `${which} body is not JSON, so it cannot be compared: ${error.message}.`,
      {
        cause: error
      }
    )
  }
}

const toWire = (row: JsonDiffRow): DiffRow => ({
  ...row,
  before: row.before ? toValue(row.before) : null,
  after: row.after ? toValue(row.after) : null,
  beforeText: row.before && toJsonText(row.before),
  afterText: row.after && toJsonText(row.after)
})

/** What lies deeper is handed over as JSON text. */
const DEEPEST_VALUE = 500

/** A value as JavaScript holds it, except that numbers it would round stay as their digits. */
function toValue(node: JsonNode, depth = 0): DiffRow['before'] {
  if (depth > DEEPEST_VALUE) return toJsonText(node)
  switch (node.kind) {
    case 'string':
      return node.value
    case 'number': {
      const value = Number(node.digits)
      return Number.isFinite(value) && (!Number.isInteger(value) || Number.isSafeInteger(value))
        ? value
        : node.digits
    }
    case 'array':
      return node.items.map((item) => toValue(item, depth + 1))
    case 'object':
      return Object.fromEntries(node.members.map((member) => [member.key, toValue(member.value, depth + 1)]))
    case 'null':
      return null
    case 'true':
    case 'false':
      return node.kind === 'true'
  }
}
