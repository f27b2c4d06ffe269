import { isSecretPlace } from '#shared/changes/secret-names.ts'
import type { PatchRow } from '#shared/json-diff/json-patch.ts'
import { visitLeaves } from '#shared/json-diff/leaves.ts'
import { parseJsonText } from '#shared/json-text.ts'

/** What a patch made of these rows would give away: it holds every value that was added or changed as it is. */
export function secretInPatch(rows: readonly PatchRow[]): 'password' | 'secret' | null {
  let found: 'password' | 'secret' | null = null
  for (const { pointer, from, afterText } of rows) {
    // What moves is not written out.
    if (from || afterText === null || !/password|secret/i.test(pointer + afterText)) continue
    visitLeaves(parseJsonText(afterText), { pointer, label: '' }, (leaf) => {
      const { kind } = leaf.value
      const isTelling = kind === 'number' || (kind === 'string' && leaf.value.value !== '')
      if (isTelling && isSecretPlace(leaf.pointer))
        found = /password/i.test(leaf.pointer) ? 'password' : (found ?? 'secret')
      return found !== 'password'
    })
  }
  return found
}
