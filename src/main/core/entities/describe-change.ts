import type { EntityEvent } from '#shared/entity-models.ts'
import { diffJson, type JsonDiffRow } from '#shared/json-diff/diff-json.ts'
import { factOf } from '#shared/json-diff/leaves.ts'
import type { JsonNode } from '#shared/json-text.ts'
import { dataOf } from './shown-parts.ts'

type Change = NonNullable<EntityEvent['changed']>

const MOST_LABELS = 3
const LONGEST_LABEL = 120
const RAW = /^raw_attributes(?:\.|(?=\[)|$)/

/**
 * What an event says anew, in a few words: facts only, however they are spelt, and those of the directory
 * first. A normalised field that merely follows its raw attribute is not told again. Both bodies have their
 * secrets hidden.
 */
export function describeChange(before: JsonNode, after: JsonNode): Change | null {
  const [old, now] = [dataOf(before), dataOf(after)]
  if (!old || !now) return null
  const rows = diffJson(old, now).rows.filter((row) => row.kind !== 'retyped')
  const raw = rows.filter((row) => RAW.test(row.label))
  const told = new Set(raw.flatMap((row) => factsOf(row) ?? []))
  const others = rows.filter((row) => !RAW.test(row.label) && !told.has(factsOf(row) ?? ''))
  const changed = [...raw, ...others]
  return {
    count: changed.length,
    labels: changed.slice(0, MOST_LABELS).map(({ label }) => shorten(label.replace(RAW, '') || label))
  }
}

/** Both sides of a change of one value; null where more than that changed. */
function factsOf({ before, after }: JsonDiffRow): string | null {
  if (isContainer(before) || isContainer(after)) return null
  return JSON.stringify([before && factOf(before), after && factOf(after)])
}

const isContainer = (node: JsonNode | null): boolean => node?.kind === 'object' || node?.kind === 'array'

const shorten = (label: string): string =>
  label.length > LONGEST_LABEL ? `${label.slice(0, LONGEST_LABEL)}…` : label
