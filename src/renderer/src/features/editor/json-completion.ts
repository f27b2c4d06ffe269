import type { Completion, CompletionResult, CompletionSource } from '@codemirror/autocomplete'
import { placeAt } from './json-place.ts'
import type { KnownFields } from './known-fields.ts'

/** Offers the names that an object may have there, and the values that a name had. */
export function completeJson(fields: () => KnownFields): CompletionSource {
  return ({ state, pos, explicit }): CompletionResult | null => {
    const place = placeAt(state.doc.toString(), pos)
    if (!place || (place.from === place.to && !explicit)) return null
    const { from, to, path, step, taken, hasColon } = place
    const known = fields().get(path)
    if (!known) return null
    const options =
      place.kind === 'name'
        ? [...known]
            .filter(([name]) => !taken.has(name))
            .map(([name, values]) => nameOption(name, values[0], hasColon))
        : valueOptions(known.get(step) ?? [])
    return options.length === 0 ? null : { from, to, options }
  }
}

function nameOption(name: string, example: string | undefined, hasColon: boolean): Completion {
  const quoted = JSON.stringify(name)
  return {
    label: quoted,
    displayLabel: name,
    type: 'property',
    detail: example ?? '',
    apply: hasColon ? quoted : `${quoted}: ${example ?? 'null'}`
  }
}

function valueOptions(values: readonly string[]): Completion[] {
  const isYesOrNo = values[0] === 'true' || values[0] === 'false'
  return [...new Set([...values, ...(isYesOrNo ? ['true', 'false'] : []), 'null'])].map((value) => ({
    label: value,
    type: value.startsWith('"') ? 'text' : 'constant'
  }))
}
