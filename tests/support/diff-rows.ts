import { diffJson } from '#shared/json-diff/diff-json.ts'
import { parseJsonText, toJsonText, type JsonNode } from '#shared/json-text.ts'
import type { DiffRow } from '#shared/diff-models.ts'

/** The rows of a comparison as pages get them, except that they have no values for scripts. */
export const rowsBetween = (before: JsonNode, after: JsonNode): DiffRow[] =>
  diffJson(before, after).rows.map((row) => ({
    ...row,
    before: null,
    after: null,
    beforeText: row.before && toJsonText(row.before),
    afterText: row.after && toJsonText(row.after)
  }))

export const readJson = (value: unknown): JsonNode => parseJsonText(JSON.stringify(value))
