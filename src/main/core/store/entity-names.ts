import type { Database } from 'better-sqlite3'
import type { JsonNode } from '#shared/json-text.ts'
import type { EntityRelative } from '#shared/entity-models.ts'
import { dataOf } from '../entities/shown-parts.ts'
import type { StudiedEvent } from './study.ts'

export type NameKind = EntityRelative['by']

export const NAME_READS = {
  namesakes: `SELECT other.entity, other.kind FROM names own JOIN names other
      ON other.name = own.name AND other.kind = own.kind AND other.organization = own.organization
        AND other.entity <> own.entity
    WHERE own.entity = @key LIMIT @limit`
} as const

const LONGEST = 300
/** A name that more have, such as a shared mailbox, says little. */
const MOST_NAMESAKES = 200

/** How many entities are kept in mind whose names are to be learned again. */
const MOST_UNSURE = 50_000

/**
 * Names by which an entity can be recognised that was provisioned anew under another id, each with the latest
 * event that told it: with that event it goes, until others are found to tell it as well.
 */
export function createEntityNames(db: Database) {
  const insert = db.prepare<[number, NameKind, string, number, number | null]>(
    `INSERT INTO names (entity, kind, name, seq, organization) VALUES (?, ?, ?, ?, ?)
      ON CONFLICT (entity, kind, name) DO UPDATE SET seq = max(seq, excluded.seq),
        organization = coalesce(excluded.organization, organization)`
  )
  const namesakes = db.prepare<
    [{ key: number; limit: number }],
    { readonly entity: number; readonly kind: NameKind }
  >(NAME_READS.namesakes)
  const remove = db.prepare<[number, number]>(`DELETE FROM names WHERE entity = ? AND seq = ?`)
  const unsure = new Set<number>()
  const learnAgain = (entity: number): void => {
    if (unsure.size < MOST_UNSURE) unsure.add(entity)
  }

  return {
    /** A student. */
    learn(event: StudiedEvent): void {
      const { entity, seq, organization } = event.row
      if (entity === null) return
      for (const [kind, name] of namesIn(event)) {
        // Mailboxes are one whatever their case; what a directory calls its users is not.
        const plain = kind === 'email' ? name.trim().toLowerCase() : name.trim()
        if (plain !== '' && plain.length <= LONGEST) insert.run(entity, kind, plain, seq, organization)
      }
    },
    /** Other entities of its organisation with one of its names; some of them, where there are very many. */
    namesakes: (entity: number) => namesakes.all({ key: entity, limit: MOST_NAMESAKES }),
    /** For an event that goes, or shows something else from then on. */
    forget(entity: number | null, seq: number): void {
      if (entity !== null && remove.run(entity, seq).changes > 0) learnAgain(entity)
    },
    learnAgain,
    /** One whose names are to be learned again from the events that are left; it is not named twice. */
    takeUnsure(): number | null {
      const [entity = null] = unsure
      if (entity !== null) unsure.delete(entity)
      return entity
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
