import { AppError } from '#shared/errors.ts'
import { diffJson, type JsonDiffRow } from '#shared/json-diff.ts'
import { JsonTextError, parseJsonText, type JsonNode } from '#shared/json-text.ts'
import type { DiffRow } from '#shared/models.ts'

/** What changed between the bodies of two events. Throws `invalid_input` when one of them is not JSON. */
export function diffBodies(from: Uint8Array, to: Uint8Array): { rows: DiffRow[]; unchanged: number } {
  const { rows, unchanged } = diffJson(read(from, 'earlier'), read(to, 'later'))
  return { rows: rows.map(toWire), unchanged }
}

function read(body: Uint8Array, which: string): JsonNode {
  try {
    return parseJsonText(new TextDecoder().decode(body))
  } catch (error) {
    if (!(error instanceof JsonTextError)) throw error
    throw new AppError(
      'invalid_input',
      `The ${which} body is not JSON, so it cannot be compared: ${error.message}.`,
      {
        cause: error
      }
    )
  }
}

const toWire = (row: JsonDiffRow): DiffRow => ({
  ...row,
  before: row.before ? toValue(row.before) : null,
  after: row.after ? toValue(row.after) : null
})

/** A value as JavaScript holds it, except that numbers it would round stay as their digits. */
function toValue(node: JsonNode): DiffRow['before'] {
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
      return node.items.map(toValue)
    case 'object':
      return Object.fromEntries(node.members.map((member) => [member.key, toValue(member.value)]))
    case 'null':
      return null
    case 'true':
    case 'false':
      return node.kind === 'true'
  }
}
