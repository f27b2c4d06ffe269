import { foldText } from '#shared/query/fold-text.ts'
import type { StoredBody } from './bodies.ts'
import { shownBody } from './shown-body.ts'

/** What a row can be found by besides its body. */
export interface SearchTextSource {
  readonly webhook_id: string | null
  readonly trigger_point: string | null
  readonly target: string
  readonly label: string | null
  readonly note: string | null
  readonly canonical: string | null
  readonly organization_name: string | null
}

/** Longer bodies are found by their beginning: indexing more at once would hold up deliveries. */
const SEARCHED_BYTES = 1_000_000

/** The text that a search looks through, folded: the body as people read it, and what the app itself shows of it. */
export function searchText(row: SearchTextSource, { headers, body }: StoredBody): string {
  const shown = shownBody(headers, body)
  const text = Buffer.from(
    shown.buffer,
    shown.byteOffset,
    Math.min(shown.byteLength, SEARCHED_BYTES)
  ).toString()
  const extra = [
    row.webhook_id,
    row.trigger_point,
    row.target,
    row.label,
    row.note,
    row.canonical,
    row.organization_name
  ]
  return foldText([unescapeJson(text), ...extra.filter((part) => part !== null)].join('\n'))
}

/** For what stands in a line of its own in a search text, such as the webhook-id. */
export const asWholeLine = (text: string): string => foldText(`\n${text}\n`)

const SIMPLE: Readonly<Record<string, string>> = { '"': '"', '\\': '\\', '/': '/', n: '\n', t: '\t', r: '\r' }

/** Escapes of JSON strings as the characters they stand for, so that people find what they read. */
function unescapeJson(text: string): string {
  if (!text.includes('\\')) return text
  return text.replaceAll(
    /\\(?:u([0-9a-f]{4})|(.))/gis,
    (whole, hex: string | undefined, one: string | undefined) =>
      hex === undefined ? ((one && SIMPLE[one]) ?? whole) : String.fromCharCode(Number.parseInt(hex, 16))
  )
}
