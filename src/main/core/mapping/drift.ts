import type { ShapeChange } from '#shared/mapping-models.ts'
import type { Attribute } from './attributes.ts'
import { typeBitOf, typeName } from './json-types.ts'

/** What is known of one path among the events of a scope. */
export interface PathState {
  readonly path: string
  types: number
  type: number
  firstAt: number
  lastAt: number
  seen: number
  eventsBefore: number
  organization: number
  absent: number
  absentAt: number | null
  absentEvent: string | null
  isGone: boolean
  /** The event that it was last found in. */
  event: SeenEvent | null
  /** It must be written. */
  isChanged: boolean
}

/** The events of one type, or of one directory; paths folded to lower case, containers before what they hold. */
export interface ScopeState {
  events: number
  readonly paths: Map<string, PathState>
}

export interface Finding extends Pick<ShapeChange, 'kind' | 'path' | 'before' | 'after' | 'at'> {
  readonly again: boolean
  readonly eventId: string
}

export interface SeenEvent {
  readonly id: string
  readonly at: number
  readonly organization: number
  readonly attributes: readonly Attribute[]
  /** Its place is among events that were taken in already: it counts, but says nothing of what came when. */
  readonly isLate: boolean
  /** It has more than `attributes` says: what is not there may be in the rest. */
  readonly isCut: boolean
}

/** So many events show what a scope has as a rule, and so many in a row that it no longer has it. */
const ENOUGH_EVENTS = 10
const USUAL_SHARE = 0.8
const MOST_PATHS = 2_000

/**
 * Takes one event in and tells what came, went or changed its type with it. Of a container only, where all that
 * it holds comes or goes with it. `isDocumented` says of a path that it is no news.
 */
export function takeIn(
  scope: ScopeState,
  event: SeenEvent,
  isDocumented: (path: string) => boolean
): Finding[] {
  const findings: Finding[] = []
  const moved = { appeared: new Set<string>(), vanished: new Set<string>() }
  const tell = (
    kind: 'appeared' | 'vanished',
    key: string,
    state: PathState,
    more: Pick<Finding, 'before' | 'after' | 'at' | 'eventId' | 'again'>
  ) => {
    moved[kind].add(key)
    if (!moved[kind].has(parentPathOf(key))) findings.push({ kind, path: state.path, ...more })
  }
  const { id: eventId, at } = event

  for (const { path, key, node } of event.attributes) {
    const type = typeBitOf(node)
    if (type === 0) continue
    const state = scope.paths.get(key)
    const come = { before: null, after: typeName(type), at, eventId }
    if (!state) {
      if (scope.paths.size === MOST_PATHS) continue
      const added = newPath(path, type, event, scope.events)
      scope.paths.set(key, added)
      if (event.isLate || scope.events < ENOUGH_EVENTS || isDocumented(key)) continue
      tell('appeared', key, added, { ...come, again: false })
      continue
    }
    const isRepeated = state.event === event
    state.event = event
    state.isChanged = true
    state.firstAt = Math.min(state.firstAt, at)
    state.lastAt = Math.max(state.lastAt, at)
    if (!isRepeated) state.seen++
    if (!event.isLate) {
      if (state.isGone) {
        Object.assign(state, { seen: 1, eventsBefore: scope.events, isGone: false })
        tell('appeared', key, state, { ...come, again: true })
      }
      // Members of one list may differ from the start.
      const isFirst = isRepeated && state.seen === 1
      if ((type & state.types) === 0 && !isFirst) {
        findings.push({
          ...come,
          kind: 'retyped',
          path: state.path,
          before: typeName(state.type),
          again: false
        })
      }
      state.type = type
      state.organization = event.organization
      state.absent = 0
    }
    state.types |= type
  }
  scope.events++
  if (event.isLate || event.isCut) return findings

  for (const [key, state] of scope.paths) {
    // Events of an organisation that never had it say nothing.
    if (state.isGone || state.event === event || state.organization !== event.organization) continue
    state.isChanged = true
    if (state.absent++ === 0) Object.assign(state, { absentAt: at, absentEvent: eventId })
    if (state.absent !== ENOUGH_EVENTS || !wasUsual(scope, state)) continue
    state.isGone = true
    const since = { at: state.absentAt ?? at, eventId: state.absentEvent ?? eventId }
    tell('vanished', key, state, { before: typeName(state.type), after: null, ...since, again: false })
  }
  return findings
}

function wasUsual(scope: ScopeState, { seen, eventsBefore, absent }: PathState): boolean {
  const events = scope.events - absent - eventsBefore
  return events >= ENOUGH_EVENTS && seen >= USUAL_SHARE * events
}

const newPath = (path: string, type: number, event: SeenEvent, eventsBefore: number): PathState => ({
  path,
  types: type,
  type,
  firstAt: event.at,
  lastAt: event.at,
  seen: 1,
  eventsBefore,
  organization: event.organization,
  absent: 0,
  absentAt: null,
  absentEvent: null,
  isGone: false,
  event,
  isChanged: true
})

/** The path of what holds it; empty at the top. */
export const parentPathOf = (path: string): string => {
  const [last = path] = /(?:\.[\w$-]+|\["(?:[^"\\]|\\.)*"\]|\[[^\]"]*\])$/.exec(path) ?? []
  return path.slice(0, path.length - last.length)
}
