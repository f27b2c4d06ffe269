import { labelStep } from '#shared/json-diff/path.ts'
import { JsonTextError, parseJsonText, scalarText, type JsonNode } from '#shared/json-text.ts'
import type { Redacted, Redaction } from '#shared/share-models.ts'
import { below, choose, isKept, start, type Choice, type Place } from './choose.ts'
import { isFieldName, plainName } from './field-names.ts'
import { createFreeText, type FreeText } from './free-text.ts'
import { readMarkedPath } from './marked-paths.ts'
import { createPseudonyms, type Pseudonyms } from './pseudonyms.ts'
import type { KeyedHash } from './scramble.ts'
import { REDACTED } from './secret-patterns.ts'

/** Takes out of events what others must not read. The same value becomes the same pseudonym wherever the key is the same. */
export interface Redactor {
  /** An id that stands outside a body, such as that of a delivery. */
  id(value: string): string
  /** What a body becomes, and whatever was sent along with it. `report` hears of each replacement. */
  event(body: string, report?: (redacted: Redacted) => void): RedactedEvent
  /** What one value of a body becomes, as JSON, where the names above it are known; null for what is no JSON. */
  value(json: string, steps: readonly (string | number)[]): string | null
}
export interface RedactedEvent {
  readonly body: string
  /** Any other text of the event, such as a header's value. */
  text(value: string, label: string): string
}

/** A piece of the text to be written: as it is, or a value that is looked at once all others are known. */
type Piece = string | Slot
interface Slot {
  readonly place: Place
  readonly value: string
  readonly kind: 'string' | 'number' | 'key'
  readonly choice: Choice | null
  /** JSON within a string. */
  readonly nested: readonly Piece[] | null
}

/** JSON in a string in JSON in a string; further down it is replaced as a whole. */
const DEEPEST_NESTED = 3
const TOO_DEEP: Choice = { kind: 'secret', isDomain: false, byWords: false }
/** Of a path that is shown, from the value upwards. */
const MOST_STEPS = 50

/**
 * Two rounds over each body. The first decides by names and places what is sensitive (`choose.ts`), the second
 * writes, and finds the same values in all other texts of the event. It looks at one event at a time: what only
 * another event reveals to be a name is found where it looks like one (an e-mail, an id), not in the midst of prose.
 */
export const createRedactor = (
  redaction: Redaction,
  hash: KeyedHash,
  sensitivePaths?: (type: string) => readonly string[]
): Redactor => createRedactorWith(redaction, createPseudonyms(hash), sensitivePaths)

/** The same with other names for what is replaced. */
export function createRedactorWith(
  redaction: Redaction,
  pseudonyms: Pseudonyms,
  /** Paths that hold personal data in events of a type. */
  sensitivePaths: (type: string) => readonly string[] = () => []
): Redactor {
  const paths = redaction.paths.map((label) => ({ names: readMarkedPath(label), mark: 'path' as const }))

  const startAt = (root: JsonNode): Place =>
    start(root, (type) => [
      ...paths,
      ...sensitivePaths(type).map((label) => ({ names: readMarkedPath(label), mark: 'person' as const }))
    ])
  const takeApart = (root: JsonNode, top: Place, known: FreeText, depth: number): Piece[] => {
    const pieces: Piece[] = []
    const pending: (Piece | { readonly node: JsonNode; readonly place: Place })[] = [
      { node: root, place: top }
    ]
    for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
      if (typeof next === 'string' || 'kind' in next) {
        pieces.push(next)
        continue
      }
      const { node, place } = next
      if (node.kind === 'object') {
        pending.push('}')
        for (const { key, value } of node.members.toReversed()) {
          const inside = below(place, key)
          pending.push({ node: value, place: inside }, ':')
          pending.push({ kind: 'key', place: inside, value: key, choice: null, nested: null }, ',')
        }
        if (node.members.length > 0) pending.pop()
        pieces.push('{')
      } else if (node.kind === 'array') {
        pending.push(']')
        for (const [index, item] of [...node.items.entries()].toReversed()) {
          pending.push({ node: item, place: below(place, index) }, ',')
        }
        if (node.items.length > 0) pending.pop()
        pieces.push('[')
      } else pieces.push(takeLeaf(node, place, known, depth))
    }
    return pieces
  }
  const takeLeaf = (node: JsonNode, place: Place, known: FreeText, depth: number): Piece => {
    if (node.kind !== 'string' && node.kind !== 'number') {
      // Nothing could stand for one of two values.
      return choose(place, '', redaction)?.kind === 'path' ? 'null' : scalarText(node)
    }
    const value = node.kind === 'string' ? node.value : node.digits
    if (isKept(place, value)) return scalarText(node)
    const inner = node.kind === 'string' ? parseInner(value) : null
    const isTooDeep = inner !== null && depth >= DEEPEST_NESTED
    const choice = isTooDeep ? TOO_DEEP : choose(place, value, redaction)
    if (inner && !isTooDeep && (choice === null || choice.kind === 'person')) {
      const nested = takeApart(inner, place, known, depth + 1)
      return { kind: 'string', place, value, choice: null, nested }
    }
    if (choice) known.learn(value, choice.kind, choice)
    return { kind: node.kind, place, value, choice, nested: null }
  }

  const cover = ({ kind, value }: Slot, choice: Choice): string => {
    if (choice.kind === 'secret') return JSON.stringify(REDACTED)
    if (kind === 'number') return pseudonyms.number(value)
    return JSON.stringify(choice.isDomain ? pseudonyms.domain(value) : pseudonyms.text(value))
  }
  const write = (
    pieces: readonly Piece[],
    known: FreeText,
    report: ((redacted: Redacted) => void) | undefined
  ): string =>
    pieces
      .map((piece) => {
        if (typeof piece === 'string') return piece
        const { place, value, choice, nested } = piece
        if (nested) return JSON.stringify(write(nested, known, report))
        if (piece.kind === 'number' && !choice) return value
        if (piece.kind === 'key' && isNoValue(value, known)) return JSON.stringify(value)
        if (choice) {
          const after = cover(piece, choice)
          report?.({ label: labelOf(place), kind: choice.kind, before: value, after: readBack(after) })
          return after
        }
        const { text, kind } = known.redact(value)
        if (kind) report?.({ label: labelOf(place), kind, before: value, after: text })
        return JSON.stringify(text)
      })
      .join('')

  return {
    id: (value) => (redaction.ids ? pseudonyms.text(value) : value),
    event(body, report) {
      const known = createFreeText(redaction, pseudonyms)
      const text = (value: string, label: string) => {
        const redacted = known.redact(value)
        if (redacted.kind) report?.({ label, kind: redacted.kind, before: value, after: redacted.text })
        return redacted.text
      }
      const root = parse(body)
      if (!root) {
        // Nobody can tell what it holds.
        const after = body === '' ? '' : `[redacted: ${body.length} characters that are not JSON]`
        if (after !== '') report?.({ label: 'body', kind: 'secret', before: body, after })
        return { body: after, text }
      }
      return { body: write(takeApart(root, startAt(root), known, 0), known, report), text }
    },
    value(json, steps) {
      const node = parse(json)
      if (!node) return null
      const known = createFreeText(redaction, pseudonyms)
      const place = steps.reduce(below, startAt({ kind: 'object', members: [] }))
      return write(takeApart(node, place, known, 0), known, undefined)
    }
  }
}

/** Names of fields are kept, even where somebody is called the same. */
const isNoValue = (key: string, known: FreeText): boolean =>
  /^[A-Za-z_$]+$/.test(key) && (isFieldName(plainName(key)) || !known.has(key))

function parse(text: string): JsonNode | null {
  try {
    return parseJsonText(text.replace(/^\uFEFF/, ''))
  } catch (error) {
    if (error instanceof JsonTextError) return null
    throw error
  }
}

/** An object or array, or a string, that is written within a string. */
const parseInner = (value: string): JsonNode | null =>
  /^\s*(?:\{[\s\S]*\}|\[[\s\S]*\]|"[\s\S]*")\s*$/.test(value) ? parse(value) : null

const readBack = (json: string): string => {
  const value: unknown = JSON.parse(json)
  return typeof value === 'string' ? value : json
}

function labelOf(place: Place): string {
  const steps: (string | number)[] = []
  for (let at = place; at.above && steps.length < MOST_STEPS; at = at.above) steps.push(at.step)
  return steps
    .toReversed()
    .reduce<string>(
      (label, step) => label + (typeof step === 'number' ? `[${step}]` : labelStep(step, label === '')),
      ''
    )
}
