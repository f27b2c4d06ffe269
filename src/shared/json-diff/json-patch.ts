import { visible, visibleLines } from '#shared/changes/plain-text.ts'
import { parseJsonText, toJsonText, type JsonMember, type JsonNode } from '#shared/json-text.ts'
import type { DiffRow } from '#shared/diff-models.ts'

/** What a patch needs of a row. */
export type PatchRow = Pick<
  DiffRow,
  'kind' | 'note' | 'pointer' | 'place' | 'from' | 'beforeText' | 'afterText'
>

interface Step {
  readonly op: JsonNode
  /** Where it works; decides its turn. */
  readonly path: string
}

/**
 * An RFC 6902 patch that makes the later body of the earlier one, except for the order of array members, which
 * is no change here. Numbers keep their digits (what moves, those it had). Bodies that name a member twice have no such patch: pointers
 * cannot tell the two apart.
 *
 * All pointers of a row name places in the earlier body, so what shifts no place comes first (replace, add at
 * the end, copy), then what does (remove, rename), the deepest first and within an array the last first.
 */
export function toJsonPatch(rows: readonly PatchRow[]): JsonNode {
  const steady: JsonNode[] = []
  const shifting: Step[] = []
  const remove = (path: string) => shifting.push({ path, op: operation('remove', path) })

  for (const { kind, note, pointer, place = pointer, from, beforeText, afterText } of rows) {
    if (note === 'name_case') {
      shifting.push({ path: place, op: operation('move', parentOf(place) + lastStep(pointer), place) })
    } else if (from) {
      // A move out of an array would shift what is behind it, before its turn.
      const mayShift = isPosition(lastStep(from.pointer))
      steady.push(operation(mayShift ? 'copy' : 'move', place, from.pointer))
      if (mayShift) remove(from.pointer)
    } else if (kind === 'removed' || afterText === null) remove(place)
    else {
      const isNew = kind === 'added' || beforeText === null
      steady.push(operation(isNew ? 'add' : 'replace', place, null, parseJsonText(afterText)))
    }
  }
  const turns = shifting.map((step) => ({ ...step, depth: depthOf(step.path), index: indexOf(step.path) }))
  turns.sort((a, b) => b.depth - a.depth || b.index - a.index)
  return { kind: 'array', items: [...steady, ...turns.map((turn) => turn.op)] }
}

export type PrintedPatch =
  | { readonly ok: true; readonly text: string }
  /** Says why there is none. */
  | { readonly ok: false; readonly reason: string }

/** The patch as a text to copy. `warnings` are those of the comparison; a patch despite them would be untrue. */
export function printJsonPatch(rows: readonly PatchRow[], warnings: readonly string[]): PrintedPatch {
  const [warning] = warnings
  if (warning !== undefined) {
    return {
      ok: false,
      reason: visible(
        `A JSON Patch cannot tell members of the same name apart. ${warning} Copy the changes as text or Markdown instead.`
      )
    }
  }
  return { ok: true, text: `${visibleLines(toJsonText(toJsonPatch(rows)))}\n` }
}

function operation(op: string, path: string, from: string | null = null, value?: JsonNode): JsonNode {
  const members: JsonMember[] = [member('op', op)]
  if (from !== null) members.push(member('from', from))
  members.push(member('path', path))
  if (value) members.push({ key: 'value', value })
  return { kind: 'object', members }
}

const member = (key: string, value: string): JsonMember => ({ key, value: { kind: 'string', value } })
const parentOf = (pointer: string): string => pointer.slice(0, pointer.lastIndexOf('/'))
const lastStep = (pointer: string): string => pointer.slice(pointer.lastIndexOf('/'))
const isPosition = (step: string): boolean => /^\/\d+$/.test(step)
const depthOf = (pointer: string): number => pointer.split('/').length
const indexOf = (pointer: string): number =>
  isPosition(lastStep(pointer)) ? Number(lastStep(pointer).slice(1)) : -1
