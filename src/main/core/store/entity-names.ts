import type { Database } from 'better-sqlite3'
import type { JsonNode } from '#shared/json-text.ts'
import type { EntityRelative } from '#shared/entity-models.ts'
import { dataOf } from '../entities/fold.ts'
import type { StudiedEvent } from './study.ts'

export type NameKind = EntityRelative['by']

export const NAME_READS = {
  namesakes: `SELECT other.entity, other.kind FROM names own JOIN names other
      ON other.name = own.name AND other.kind = own.kind AND other.entity <> own.entity
    WHERE own.entity = @key LIMIT @limit`
} as const

const LONGEST = 300
/** A name that more have, such as a shared mailbox, says little. */
const MOST_NAMESAKES = 200

/** Names by which an entity can be recognised that was provisioned anew under another id. */
export function createEntityNames(db: Database) {
  const insert = db.prepare<[number, NameKind, string]>(
    `INSERT OR IGNORE INTO names (entity, kind, name) VALUES (?, ?, ?)`
  )
  const namesakes = db.prepare<
    [{ key: number; limit: number }],
    { readonly entity: number; readonly kind: NameKind }
  >(NAME_READS.namesakes)
  const anyEvent = db.prepare<[number], number>(`SELECT seq FROM events WHERE entity = ? LIMIT 1`).pluck()
  const remove = db.prepare<[number]>(`DELETE FROM names WHERE entity = ?`)

  return {
    /** A student. */
    learn(event: StudiedEvent): void {
      const { entity } = event.row
      if (entity === null) return
      for (const [kind, name] of namesIn(event)) {
        const folded = name.trim().toLowerCase()
        if (folded !== '' && folded.length <= LONGEST) insert.run(entity, kind, folded)
      }
    },
    /** Other entities with one of its names; some of them, where there are very many. */
    namesakes: (entity: number) => namesakes.all({ key: entity, limit: MOST_NAMESAKES }),
    /** With the last event of an entity its names go as well. */
    eraseUnused(entity: number): void {
      if (anyEvent.get(entity) === undefined) remove.run(entity)
    }
  }
}

function namesIn({ row, body }: StudiedEvent): (readonly [NameKind, string])[] {
  const data = dataOf(body)
  if (!data) return []
  const raw = member(data, 'raw_attributes')
  const entity = text(data, 'id') === null ? (member(data, 'user') ?? data) : data
  // A group's `external_id` comes as `dp_id` with its deletion.
  const isGroup = row.object === 'DirectoryGroup' || row.canonical.includes('.directory.group_')
  const directoryKind = isGroup ? 'external_id' : 'dp_id'
  const found: [NameKind, string | null][] = [
    [directoryKind, text(entity, 'dp_id')],
    [directoryKind, text(raw, 'externalId')],
    // Only Google's directory has an `id` of its own there.
    [directoryKind, text(raw, 'primaryEmail') === null ? null : text(raw, 'id')],
    ['email', text(entity, 'email')],
    ['external_id', text(entity, 'external_id')]
  ]
  return found.flatMap(([kind, name]) => (name === null ? [] : [[kind, name] as const]))
}

function member(node: JsonNode | null, name: string): JsonNode | null {
  if (node?.kind !== 'object') return null
  return node.members.findLast(({ key }) => key === name)?.value ?? null
}

function text(node: JsonNode | null, name: string): string | null {
  const value = member(node, name)
  return value?.kind === 'string' ? value.value : null
}
