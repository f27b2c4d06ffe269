import type { DiffRow } from '#shared/diff-models.ts'
import { AppError } from '#shared/errors.ts'
import { diffJson } from '#shared/json-diff/diff-json.ts'
import { JsonTextError, parseJsonText, toJsonText } from '#shared/json-text.ts'

type Row = Pick<DiffRow, 'pointer' | 'label' | 'kind' | 'beforeText' | 'afterText'>

/** What an edited text changes, or why that cannot be said. */
export type BodyDifference =
  | { readonly ok: true; readonly rows: readonly Row[]; readonly warnings: readonly string[] }
  | { readonly ok: false; readonly error: string }

export function compareTexts(original: string, edited: string): BodyDifference {
  try {
    const { rows, repeated } = diffJson(parseJsonText(original), parseJsonText(edited))
    return {
      ok: true,
      rows: rows.map(({ pointer, label, kind, before, after }) => ({
        pointer,
        label,
        kind,
        beforeText: before && toJsonText(before),
        afterText: after && toJsonText(after)
      })),
      warnings: repeated.after.map(
        ({ pointer, name }) =>
          `The name ${JSON.stringify(name)} comes twice in ${pointer === '' ? 'the outermost object' : pointer}. It is not sent like that, as a parser keeps only one of them.`
      )
    }
  } catch (error) {
    if (error instanceof JsonTextError)
      return { ok: false, error: `This is not JSON yet. ${placeOf(edited, error)}` }
    if (error instanceof AppError) return { ok: false, error: error.message }
    throw error
  }
}

/** `Line 3, column 12: …` */
function placeOf(text: string, { message, offset }: JsonTextError): string {
  const before = text.slice(0, offset).split('\n')
  return `Line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}: ${message.replace(/ at character \d+$/, '')}.`
}

/** What the core takes. */
export const mostBytes = 10_000_000

/** A body as the core takes it: one that is long gives up its indentation, which is not sent anyway. */
export const fitting = (text: string): string =>
  text.length > mostBytes ? text.replaceAll(/\n[ \t]+/g, '\n') : text

/** A body as people read and edit it; one that is no JSON as it is. */
export function indented(text: string): string {
  try {
    return toJsonText(parseJsonText(text))
  } catch (error) {
    if (error instanceof JsonTextError) return text
    throw error
  }
}
