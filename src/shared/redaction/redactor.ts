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
import { walkJson, type JsonLeaf } from './walk-json.ts'

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

/** What becomes of a value: its text stays, it is replaced as a whole, it is looked through, or it is JSON of its own. */
type Decision = 'kept' | Choice | null | Decided
/** A body with what becomes of each of its values, in the order of the text. */
interface Decided {
  readonly root: JsonNode
  readonly decisions: readonly Decision[]
}
type Report = ((redacted: Redacted) => void) | undefined

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
  const decide = (root: JsonNode, top: Place, known: FreeText, depth: number): Decided => {
    const decisions: Decision[] = []
    walkJson<Place>(root, top, below, {
      leaf: (node, place) => void decisions.push(decideLeaf(node, place, known, depth))
    })
    return { root, decisions }
  }
  const decideLeaf = (node: JsonLeaf, place: Place, known: FreeText, depth: number): Decision => {
    if (node.kind !== 'string' && node.kind !== 'number') {
      const choice = choose(place, '', redaction)
      return choice?.kind === 'path' ? choice : 'kept'
    }
    const value = textOf(node)
    if (isKept(place, value)) return 'kept'
    const inner = node.kind === 'string' ? parseInner(value) : null
    const isTooDeep = inner !== null && depth >= DEEPEST_NESTED
    const choice = isTooDeep ? TOO_DEEP : choose(place, value, redaction)
    if (inner && !isTooDeep && (choice === null || choice.kind === 'person')) {
      return decide(inner, place, known, depth + 1)
    }
    if (choice) known.learn(value, choice.kind, choice)
    return choice
  }

  const cover = (node: JsonLeaf, choice: Choice): string => {
    // Nothing could stand for one of two values.
    if (node.kind !== 'string' && node.kind !== 'number') return 'null'
    if (choice.kind === 'secret') return JSON.stringify(REDACTED)
    if (node.kind === 'number') return pseudonyms.number(node.digits)
    return JSON.stringify(choice.isDomain ? pseudonyms.domain(node.value) : pseudonyms.text(node.value))
  }
  const write = ({ root, decisions }: Decided, top: Way | null, known: FreeText, report: Report): string => {
    const parts: string[] = []
    /** How names are written that stay; in a large body most stand again and again. */
    const kept = new Map<string, string>()
    let next = 0
    const look = (value: string, way: Way | null): string => {
      const { text, kind } = known.redact(value)
      if (kind) report?.({ label: labelOf(way), kind, before: value, after: text })
      return text
    }
    const writeLeaf = (node: JsonLeaf, way: Way | null): string => {
      const decision = decisions[next++] ?? null
      if (decision === 'kept' || (decision === null && node.kind !== 'string')) return scalarText(node)
      if (decision === null) return JSON.stringify(look(textOf(node), way))
      if ('root' in decision) return JSON.stringify(write(decision, way, known, report))
      const after = cover(node, decision)
      if (report && after !== 'null')
        report({ label: labelOf(way), kind: decision.kind, before: textOf(node), after: readBack(after) })
      return after
    }
    walkJson<Way | null>(root, top, (above, step) => ({ above, step }), {
      text: (text) => void parts.push(text),
      name(name, way) {
        const before = kept.get(name)
        if (before !== undefined) return void parts.push(before)
        const after = isNoValue(name, known) ? name : look(name, way)
        const written = JSON.stringify(after)
        if (after === name) kept.set(name, written)
        parts.push(written)
      },
      leaf: (node, way) => void parts.push(writeLeaf(node, way))
    })
    return parts.join('')
  }

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
      return { body: write(decide(root, startAt(root), known, 0), null, known, report), text }
    },
    value(json, steps) {
      const node = parse(json)
      if (!node) return null
      const known = createFreeText(redaction, pseudonyms)
      const place = steps.reduce(below, startAt({ kind: 'object', members: [] }))
      return write(decide(node, place, known, 0), null, known, undefined)
    }
  }
}

const textOf = (node: JsonLeaf): string => {
  if (node.kind === 'string') return node.value
  return node.kind === 'number' ? node.digits : node.kind
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

/** Where a value stands in a body. */
interface Way {
  readonly above: Way | null
  readonly step: string | number
}

function labelOf(way: Way | null): string {
  const steps: (string | number)[] = []
  for (let at = way; at && steps.length < MOST_STEPS; at = at.above) steps.push(at.step)
  return steps
    .toReversed()
    .reduce<string>(
      (label, step) => label + (typeof step === 'number' ? `[${step}]` : labelStep(step, label === '')),
      ''
    )
}
