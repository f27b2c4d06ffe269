import { parseJsonText, type JsonNode } from '#shared/json-text.ts'
import { endOfToken } from './json-forms.ts'

/** Larger bodies are not parsed for this warning: nobody waits for it. */
const ROUND_TRIP_LIMIT = 16_000_000

/**
 * What becomes of a body in a handler that verifies `JSON.stringify(JSON.parse(body))`: null where it stays
 * the same byte for byte, else the first difference in words.
 */
export function roundTripFlaw(body: Buffer): string | null {
  if (body.length > ROUND_TRIP_LIMIT) return null
  const text = body.toString()
  let parsed: unknown
  try {
    parsed = JSON.parse(text)
  } catch {
    return null // No JSON: such a handler fails before it verifies.
  }
  let printed: string
  try {
    printed = JSON.stringify(parsed)
  } catch {
    return 'it is nested more deeply than JSON.stringify can print'
  }
  if (printed === text) return null
  let at = 0
  while (at < text.length && text[at] === printed[at]) at++
  const offset = Buffer.byteLength(text.slice(0, at))
  return `the first difference is ${differenceAt(text, at)}, at byte ${offset}`
}

function differenceAt(text: string, at: number): string {
  if (text.slice(at).trim() === '')
    return text.slice(at).includes('\n') ? 'a newline at its end' : 'white space at its end'
  if (/\s/.test(text[at] ?? '') && !isInString(text, at)) return 'white space between its parts'
  let start = 0
  let end = endOfToken(text, 0)
  // A number that was cut short differs at the token after it.
  while (end < at) {
    start = end
    end = endOfToken(text, start)
  }
  const token = text.slice(start, end)
  if (token.startsWith('"')) {
    const escape = end > at ? escapeAt(token, at - start) : null
    if (escape !== null) return `the escape ${escape}, which JSON.stringify writes otherwise`
  } else if (/^-?\d/.test(token)) {
    const printed = JSON.stringify(Number(token))
    if (printed !== token) {
      const isLarge = /^-?\d+$/.test(token) && Math.abs(Number(token)) > Number.MAX_SAFE_INTEGER
      const digits = token.length > 40 ? `${token.slice(0, 40)}…` : token
      return `${isLarge ? 'the integer beyond 2^53' : 'the number'} ${digits}, which becomes ${printed}`
    }
  }
  return keysFlaw(parseJsonText(text))
}

function isInString(text: string, at: number): boolean {
  for (let start = 0; start <= at;) {
    const end = endOfToken(text, start)
    if (at < end) return text[start] === '"'
    start = end
  }
  return false
}

/** The escape sequence of a string's source that a position lies in, or null. */
function escapeAt(source: string, at: number): string | null {
  for (const match of source.matchAll(/\\(?:u[0-9a-f]{4}|.)/gi)) {
    if (match.index > at) return null
    if (at < match.index + match[0].length) return match[0]
  }
  return null
}

/** What of an object's keys JavaScript does not keep. */
function keysFlaw(root: JsonNode): string {
  const pending: JsonNode[] = [root]
  let integerLike: string | null = null
  for (let node = pending.pop(); node; node = pending.pop()) {
    if (node.kind === 'array') for (const item of node.items) pending.push(item)
    if (node.kind !== 'object') continue
    const seen = new Set<string>()
    for (const { key, value } of node.members) {
      if (seen.has(key))
        return `the key ${JSON.stringify(key.slice(0, 60))}, which stands twice in one object`
      seen.add(key)
      if (/^(0|[1-9]\d{0,9})$/.test(key)) integerLike ??= key
      pending.push(value)
    }
  }
  return integerLike === null
    ? 'the order of its keys'
    : `integer-like keys such as "${integerLike}", which JavaScript puts first and in ascending order`
}
