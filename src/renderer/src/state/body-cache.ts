import type { ParsedInput } from '#shared/contract.ts'
import type { Body } from '#shared/models.ts'
import type { Client } from '../client/client.ts'

export type BodyForm = ParsedInput<'events.body'>['form']

export interface BodySource {
  readonly kind: 'event' | 'delivery'
  readonly id: string
}

/** A body as far as it was read. */
export interface LoadedBody {
  /** Size of the whole body. */
  readonly bytes: number
  /** Null where the bytes are not UTF-8. */
  readonly text: string | null
  /** The content codings that were undone; null for the bytes as they arrived. */
  readonly decoded: string | null
  /** The bytes, where there is no text. */
  readonly binary: Uint8Array | null
  readonly isWhole: boolean
}

export interface BodyCache {
  /**
   * Reads a body, with its content codings undone where that can be done; past `wholeLimit` only its beginning,
   * unless `all` is asked for.
   */
  read(source: BodySource, all: boolean, form?: BodyForm): Promise<LoadedBody>
}

interface Range {
  readonly source: BodySource
  readonly form: BodyForm
  readonly offset: number
  readonly length?: number
}

export const wholeLimit = 1_000_000
const headBytes = 64 * 1024
/** So much is read at once: a larger answer would keep the page from all else while it is taken apart. */
export const pieceBytes = 2_000_000
const maxBodies = 30
const maxCachedBytes = 32_000_000

/** Stored bodies never change, so what was read once is kept, least recently used out first. */
export function createBodyCache(client: Client): BodyCache {
  const cached = new Map<string, LoadedBody>()

  const readRange = ({ source, form, offset, length }: Range): Promise<Body> => {
    const range = { id: source.id, form, offset, ...(length !== undefined && { length }) }
    return source.kind === 'event' ? client.call('events.body', range) : client.call('deliveries.body', range)
  }
  const keep = (key: string, body: LoadedBody) => {
    cached.delete(key)
    cached.set(key, body)
    let bytes = 0
    for (const [, { bytes: size }] of cached) bytes += size
    for (const [oldest, { bytes: size }] of cached) {
      if (oldest === key || (cached.size <= maxBodies && bytes <= maxCachedBytes)) break
      cached.delete(oldest)
      bytes -= size
    }
  }

  return {
    async read(source, all, form = 'decoded') {
      const key = `${form} ${source.kind}:${source.id}`
      const known = cached.get(key)
      if (known && (known.isWhole || !all)) {
        keep(key, known)
        return known
      }
      const first = await readRange({ source, form, offset: 0, length: headBytes })
      const { bytes, decoded } = first
      const parts = [first]
      let { next } = first
      while (next !== null && (all || bytes <= wholeLimit)) {
        // oxlint-disable-next-line no-await-in-loop -- each range starts where the one before ended
        const part = await readRange({ source, form, offset: next, length: pieceBytes })
        parts.push(part)
        next = part.next
      }
      const body = { bytes, decoded, ...joinParts(parts), isWhole: next === null }
      keep(key, body)
      return body
    }
  }
}

/** All parts have the encoding of the whole body, and text parts end on a character. */
function joinParts(parts: readonly Body[]): Pick<LoadedBody, 'text' | 'binary'> {
  if (parts.every((part) => part.encoding === 'utf8')) {
    return { text: parts.map((part) => part.content).join(''), binary: null }
  }
  const pieces = parts.map((part) => Uint8Array.from(atob(part.content), (char) => char.charCodeAt(0)))
  const binary = new Uint8Array(pieces.reduce((length, piece) => length + piece.length, 0))
  let at = 0
  for (const piece of pieces) {
    binary.set(piece, at)
    at += piece.length
  }
  return { text: null, binary }
}
