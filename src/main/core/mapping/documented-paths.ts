import catalogue from '../../../../resources/scalekit-events.json' with { type: 'json' }
import { currentTypeName } from '#shared/event-types.ts'
import { parseJsonText } from '#shared/json-text.ts'
import { attributesOf } from './attributes.ts'

const EVERYTHING = { most: 100_000, mostMembers: 1_000 }
const remembered = new Map<string, ReadonlySet<string>>()

/** The paths that a type is documented to have, also under its legacy name, by its examples, folded to lower case. Empty for an unknown type. */
export function documentedPaths(type: string): ReadonlySet<string> {
  let paths = remembered.get(type)
  if (paths) return paths
  const entries = catalogue.filter((one) => currentTypeName(one.type) === type)
  if (entries.length === 0) return NONE
  const examples = entries.flatMap((entry) => [
    entry.example,
    ...('variants' in entry ? (entry.variants ?? []) : []).map((one) => one.example)
  ])
  paths = new Set(
    examples.flatMap((example) =>
      attributesOf(parseJsonText(JSON.stringify(example)), EVERYTHING).attributes.map(({ key }) => key)
    )
  )
  remembered.set(type, paths)
  return paths
}
const NONE: ReadonlySet<string> = new Set()
