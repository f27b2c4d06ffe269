import { makeScalekitId } from '#shared/scalekit-id.ts'

/** A JSON object that is being written. */
export type Fields = Record<string, unknown>

/** The body of one delivery. */
export type EventBody = Readonly<Fields>

export interface Organization {
  readonly id: string
  readonly name: string
  /** Where its people have their addresses. */
  readonly domain: string
}

export interface EventOptions {
  readonly type: string
  readonly object: string
  /** When it happened, in ms. */
  readonly at: number
  readonly organization: Organization
  readonly data: Fields
}

export type StoryTeller = ReturnType<typeof createStoryTeller>

const MINUTE_MS = 60_000
const DAY_MS = 24 * 60 * MINUTE_MS

/** Makes times, ids and envelopes: always the same ones for a seed and a start. */
export function createStoryTeller(seed: string, startMs: number) {
  const random = createRandom(seed)
  const environmentId = makeScalekitId('env', startMs - 30 * DAY_MS, 7)
  const below = (limit: number) => Math.floor(random() * limit)
  const id = (prefix: string, ms: number) => makeScalekitId(prefix, ms, below(1 << 24))

  return {
    at: (days: number, minutes = 0) => startMs + days * DAY_MS + minutes * MINUTE_MS,
    id,
    /** `length` characters out of `alphabet`. */
    characters: (length: number, alphabet: string) =>
      Array.from({ length }, () => alphabet.charAt(below(alphabet.length))).join(''),
    /** An event as Scalekit writes one today. */
    event: ({ type, object, at, organization, data }: EventOptions): EventBody => ({
      spec_version: '1',
      id: id('evt', at),
      type,
      occurred_at: toMicroseconds(at, below(1000)),
      environment_id: environmentId,
      organization_id: organization.id,
      object,
      data: sortNames(data),
      display_name: ''
    })
  }
}

/** Names in alphabetical order at every level, as Scalekit sends `data`. */
export function sortNames<T>(value: T): T {
  const sort = (item: unknown): unknown => {
    if (Array.isArray(item)) return item.map(sort)
    if (typeof item !== 'object' || item === null) return item
    const members = Object.entries(item).toSorted(([a], [b]) => (a < b ? -1 : 1))
    return Object.fromEntries(members.map(([name, member]) => [name, sort(member)]))
  }
  return sort(value) as T
}

const toMicroseconds = (ms: number, micros: number) =>
  new Date(ms).toISOString().replace('Z', `${String(micros).padStart(3, '0')}Z`)

/** Numbers from 0 to 1 that depend on the seed alone (the mulberry32 generator over an FNV-1a hash). */
function createRandom(seed: string): () => number {
  let state = 0x811c9dc5
  for (const character of seed) state = Math.imul(state ^ (character.codePointAt(0) ?? 0), 0x01000193)
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
