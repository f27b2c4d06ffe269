import fc from 'fast-check'
import jsonPatch, { type Operation } from 'fast-json-patch'
import { describe, expect, it } from 'vitest'
import { parseJsonText, toJsonText, type JsonNode } from '#shared/json-text.ts'
import { diffJson } from './diff-json.ts'
import { toJsonPatch } from './json-patch.ts'

type Json = null | boolean | number | string | Json[] | { [name: string]: Json }

/** Names in lower case: the library does not know that case does not matter, nor what an extension is. */
const key = fc.constantFrom('a', 'b', 'c', 'x y', '0', '1', '-', '/', '~1', '')
const { json } = fc.letrec<{ json: Json }>((tie) => ({
  json: fc.oneof(
    { maxDepth: 4, depthIdentifier: 'json', withCrossShrink: true },
    fc.oneof(fc.constantFrom(null, true, false, 'true', '1', 1, 0.5), fc.string(), fc.integer()),
    fc.dictionary(key, tie('json'), { maxKeys: 5, depthIdentifier: 'json', noNullPrototype: true }),
    fc.array(tie('json'), { maxLength: 4, depthIdentifier: 'json' })
  )
}))

const object = fc.dictionary(key, json, { noNullPrototype: true })

const isObject = (value: Json | undefined): value is { [name: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Another state of an object, in which arrays are as they were, gone, or new; but never other arrays. */
function merge(before: Json, other: Json): Json {
  if (Array.isArray(before) && Array.isArray(other)) return before
  if (!isObject(before) || !isObject(other)) return other
  return Object.fromEntries(
    Object.entries(other).map(([name, value]) => {
      const old = before[name]
      return [name, old === undefined ? value : merge(old, value)]
    })
  )
}

const patchOf = (before: unknown, after: unknown): Operation[] => {
  const text = (node: JsonNode | null) => node && toJsonText(node)
  const { rows } = diffJson(parseJsonText(JSON.stringify(before)), parseJsonText(JSON.stringify(after)))
  const wire = rows.map((row) => ({ ...row, beforeText: text(row.before), afterText: text(row.after) }))
  return JSON.parse(toJsonText(toJsonPatch(wire))) as Operation[]
}

const sorted = (operations: readonly unknown[]): string[] =>
  operations.map((operation) => JSON.stringify(operation)).toSorted()

function turned(value: Json): Json {
  if (Array.isArray(value)) return value.map(turned).toSorted(byText)
  if (!isObject(value)) return value
  return Object.fromEntries(
    Object.entries(value)
      .map(([name, inner]): [string, Json] => [name, turned(inner)])
      .toSorted(byText)
  )
}
const byText = (a: unknown, b: unknown) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)

describe('fast-json-patch, which knows nothing of SCIM,', () => {
  it('finds the same changes to the letter wherever no array changes', () => {
    fc.assert(
      fc.property(object, object, (before, other) => {
        const after = merge(before, other) as object
        expect(sorted(patchOf(before, after))).toEqual(sorted(jsonPatch.compare(before, after)))
      }),
      { numRuns: 10_000 }
    )
  }, 120_000)

  it('takes every patch for a valid one, and makes the later value with it', () => {
    fc.assert(
      fc.property(json, json, (before, after) => {
        const { newDocument } = jsonPatch.applyPatch(structuredClone(before), patchOf(before, after), true)
        expect(turned(newDocument)).toEqual(turned(after))
      }),
      { numRuns: 5_000 }
    )
  }, 120_000)
})
