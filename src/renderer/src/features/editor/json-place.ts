import { below, member } from './known-fields.ts'

/** Where a reader is in a JSON text that is being written, and so mostly is none. */
export interface JsonPlace {
  readonly kind: 'name' | 'value'
  /** Path of the object or list around it, as `collectFields` writes it. */
  readonly path: string
  /** The name whose value it is; the step of a list for its members. */
  readonly step: string
  /** The half-written word; empty where nothing is written yet. */
  readonly from: number
  readonly to: number
  /** Names that the object has already. */
  readonly taken: ReadonlySet<string>
  /** Whether a colon follows a name. */
  readonly hasColon: boolean
}

interface Frame {
  readonly isObject: boolean
  readonly path: string
  readonly names: Set<string>
  key: string
  /** What may come next. */
  next: 'name' | 'colon' | 'value' | 'comma'
}

interface Found {
  readonly frame: Frame
  readonly place: Pick<JsonPlace, 'kind' | 'step' | 'from' | 'to'>
}

/** Texts end at their line, so that one that is not closed yet leaves the rest as it is. */
const tokenAt = /"(?:[^"\\\n]|\\.)*"?|[{}[\],:]|[^\s"{}[\],:]+/g

/** Reads forgivingly: whatever is missing or too much, the next word is taken for what it most likely is. */
export function placeAt(text: string, pos: number): JsonPlace | null {
  const open: Frame[] = []
  let found: Found | null = null
  let hasColon: boolean | null = null
  const done = ({ frame, place }: Found): JsonPlace => ({
    ...place,
    path: frame.path,
    taken: frame.names,
    hasColon: hasColon ?? false
  })

  for (const { 0: token, index: from } of text.matchAll(tokenAt)) {
    const frame = open.at(-1)
    const to = from + token.length
    if (!found && pos <= from && frame && !(pos === from && token.startsWith('"'))) {
      if (frame.next !== 'name' && frame.next !== 'value') return null
      found = foundIn(frame, frame.next, pos, pos)
    }
    if (found && from >= pos) hasColon ??= token === ':'
    switch (token) {
      case '{':
      case '[':
        open.push({
          isObject: token === '{',
          path: frame ? below(frame.path, frame.isObject ? frame.key : member) : '',
          names: new Set(),
          key: '',
          next: token === '{' ? 'name' : 'value'
        })
        break
      case '}':
      case ']': {
        const closed = open.pop()
        if (found && closed === found.frame) return done(found)
        const outer = open.at(-1)
        if (outer) outer.next = 'comma'
        break
      }
      case ',':
        if (frame) frame.next = frame.isObject ? 'name' : 'value'
        break
      case ':':
        if (frame) frame.next = 'value'
        break
      default: {
        if (!frame) break
        const isWithin = from < pos && (pos < to || (pos === to && !isClosed(token)))
        const isName = frame.isObject && frame.next !== 'value'
        if (isWithin) found = foundIn(frame, isName ? 'name' : 'value', from, to)
        else if (isName) frame.names.add(nameOf(token))
        if (isName) frame.key = nameOf(token)
        frame.next = isName ? 'colon' : 'comma'
      }
    }
  }
  if (found) return done(found)
  const last = open.at(-1)
  if (last?.next !== 'name' && last?.next !== 'value') return null
  return done(foundIn(last, last.next, pos, pos))
}

const foundIn = (frame: Frame, kind: JsonPlace['kind'], from: number, to: number): Found => ({
  frame,
  place: { kind, step: frame.isObject ? frame.key : member, from, to }
})

const isClosed = (token: string): boolean => token.length > 1 && token.startsWith('"') && token.endsWith('"')

/** A name without its quotes; half-written, as far as it goes. */
function nameOf(token: string): string {
  try {
    return String(JSON.parse(token))
  } catch {
    return token.replaceAll('"', '')
  }
}
