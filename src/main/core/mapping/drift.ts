import type { ShapeChange } from '#shared/mapping-models.ts'
import type { Attribute, LeftOut } from './attributes.ts'
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
  /** How often it was told that it is gone. */
  told: number
  /** The event that it was last found in. */
  event: SeenEvent | null
  /** It must be written. */
  isChanged: boolean
}

/** The events of one type, or of one directory; paths folded to lower case, containers before what they hold. */
export interface ScopeState {
  events: number
  /** Those of them that came in their order: the others say nothing of what came when. */
  inOrder: number
  /** The time of the latest event. */
  latestAt: number
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
  /** What is not in `attributes` may be in there. */
  readonly leftOut: LeftOut
}

/** So many events show what a scope has as a rule, and so many in a row that it no longer has it. */
const ENOUGH_EVENTS = 10
const USUAL_SHARE = 0.8
/** What comes and goes is told again only once it has been there for so many events. */
const STABLE_EVENTS = 100
const MOST_PATHS = 2_000
/** Of one event no more are told: the rest says no more. */
const MOST_TOLD = 20
/** Events of different people may overtake each other by that much and still say what came when. */
const JITTER_MS = 60_000

/**
 * Takes one event in and tells what came, went or changed its type with it. Of a container only, where all that
 * it holds comes or goes with it. `isDocumented` says of a path that it is no news.
 */
export function takeIn(
  scope: ScopeState,
  event: SeenEvent,
  isDocumented: (path: string) => boolean
): Finding[] {
  const isLate = event.isLate || event.at < scope.latestAt - JITTER_MS
  scope.latestAt = Math.max(scope.latestAt, event.at)
  const findings: Finding[] = []
  const moved = { appeared: new Set<string>(), vanished: new Set<string>() }
  const tell = (
    kind: 'appeared' | 'vanished',
    key: string,
    state: PathState,
    more: Pick<Finding, 'before' | 'after' | 'at' | 'eventId' | 'again'>
  ) => {
    moved[kind].add(key)
    if (moved[kind].has(parentPathOf(key)) || findings.length >= MOST_TOLD) return
    findings.push({ kind, path: state.path, ...more })
  }
  const { id: eventId, at } = event

  for (const { path, key, node } of event.attributes) {
    const type = typeBitOf(node)
    if (type === 0) continue
    const state = scope.paths.get(key)
    const come = { before: null, after: typeName(type), at, eventId }
    if (!state) {
      if (scope.paths.size === MOST_PATHS) continue
      const added = newPath(path, type, event, scope.inOrder)
      scope.paths.set(key, added)
      if (isLate || scope.inOrder < ENOUGH_EVENTS || isDocumented(key)) continue
      tell('appeared', key, added, { ...come, again: false })
      continue
    }
    const isRepeated = state.event === event
    state.event = event
    state.isChanged = true
    state.firstAt = Math.min(state.firstAt, at)
    state.lastAt = Math.max(state.lastAt, at)
    if (!isLate) {
      if (!isRepeated) state.seen++
      if (state.isGone) {
        Object.assign(state, { seen: 1, eventsBefore: scope.inOrder, isGone: false })
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
  if (!isLate) scope.inOrder++
  if (isLate || event.leftOut.rest) return findings

  for (const [key, state] of scope.paths) {
    // Events of an organisation that never had it say nothing.
    if (state.isGone || state.event === event || state.organization !== event.organization) continue
    // Counted out: as long as it stays away, nothing more is to be said of it.
    if (state.absent === ENOUGH_EVENTS || event.leftOut.lists.some((list) => key.startsWith(`${list}[`)))
      continue
    state.isChanged = true
    if (state.absent++ === 0) Object.assign(state, { absentAt: at, absentEvent: eventId })
    if (state.absent !== ENOUGH_EVENTS || !wasUsual(scope, state)) continue
    state.isGone = true
    state.told++
    const since = { at: state.absentAt ?? at, eventId: state.absentEvent ?? eventId }
    tell('vanished', key, state, { before: typeName(state.type), after: null, ...since, again: false })
  }
  return findings
}

function wasUsual(scope: ScopeState, { seen, eventsBefore, absent, told }: PathState): boolean {
  const events = scope.inOrder - absent - eventsBefore
  return events >= (told === 0 ? ENOUGH_EVENTS : STABLE_EVENTS) && seen >= USUAL_SHARE * events
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
  told: 0,
  event,
  isChanged: true
})

/** The path of what holds it; empty at the top. */
export const parentPathOf = (path: string): string => {
  const [last = path] = /(?:\.[\w$-]+|\["(?:[^"\\]|\\.)*"\]|\[[^\]"]*\])$/.exec(path) ?? []
  return path.slice(0, path.length - last.length)
}
