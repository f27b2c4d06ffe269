import { actionOfType, currentTypeName } from '#shared/event-types.ts'
import type { EventSummary } from '#shared/models.ts'
import { timeOfScalekitId } from '#shared/scalekit-id.ts'

/** What a body says of itself. Everything may be missing: users also send themselves half-made payloads. */
export interface EventFacts {
  readonly id: string | null
  readonly type: string | null
  readonly canonicalType: string | null
  readonly action: EventSummary['action']
  readonly object: string | null
  readonly organizationId: string | null
  /** Set by the events that carry the organisation itself. */
  readonly organizationName: string | null
  readonly environmentId: string | null
  readonly entityId: string | null
  readonly label: string | null
  readonly occurredAt: number | null
  /** When the event was made, by the best witness in the body; null when it has none. */
  readonly madeAt: number | null
}

/** What an unread body says. */
export const NO_FACTS: EventFacts = {
  id: null,
  type: null,
  canonicalType: null,
  action: 'other',
  object: null,
  organizationId: null,
  organizationName: null,
  environmentId: null,
  entityId: null,
  label: null,
  occurredAt: null,
  madeAt: null
}

type Fields = Readonly<Record<string, unknown>>

/** Longest value kept in a row; a hostile payload must not grow the list. */
const LONGEST = 300

/** Reads the few facts that a timeline row shows. Bodies that are not JSON objects have none; it never throws. */
export function describeEvent(body: Uint8Array): EventFacts {
  const payload = parse(body)
  if (!payload) return NO_FACTS
  const type = text(payload['type'])
  const object = text(payload['object'])
  const data = fields(payload['data'])
  const entity = entityOf(data)
  const organization = object === 'Organization' ? data : fields(data['organization'])
  const id = shortId(payload['id'])
  const occurredAt = time(payload['occurred_at']) ?? time(payload['occured_at'])
  const canonicalType = type === null ? null : currentTypeName(type)
  return {
    id,
    type,
    canonicalType,
    action: canonicalType === null ? 'other' : actionOfType(canonicalType),
    object,
    organizationId:
      text(payload['organization_id']) ?? text(data['organization_id']) ?? text(organization['id']),
    organizationName: text(organization['display_name']) ?? text(organization['name']),
    environmentId: text(payload['environment_id']),
    entityId: shortId(entity['id']),
    label: labelOf(entity) ?? text(payload['display_name']) ?? text(entity['id']),
    occurredAt,
    madeAt: occurredAt ?? (id === null ? null : timeOfScalekitId(id))
  }
}

/** Passes over a byte order mark, as most readers do. */
const utf8 = new TextDecoder()

function parse(body: Uint8Array): Fields | null {
  try {
    const value: unknown = JSON.parse(utf8.decode(body))
    return isFields(value) ? value : null
  } catch {
    return null // Not JSON: the raw bytes are kept and shown as they are.
  }
}

/** `user.*` events nest the user; all others put the entity into `data` itself. */
function entityOf(data: Fields): Fields {
  return isFields(data['user']) && text(data['id']) === null ? data['user'] : data
}

/** A name before an e-mail, an e-mail before anything else that people recognise. */
function labelOf(entity: Fields): string | null {
  const profile = fields(entity['user_profile'])
  const parts = [
    text(entity['given_name']) ?? text(profile['given_name']),
    text(entity['family_name']) ?? text(profile['family_name'])
  ].filter((part) => part !== null)
  return (
    text(entity['display_name']) ??
    text(entity['name']) ??
    text(profile['name']) ??
    (parts.length > 0 ? parts.join(' ') : null) ??
    text(entity['email']) ??
    text(entity['identifier']) ??
    text(entity['domain']) ??
    text(entity['preferred_username']) ??
    text(entity['provider'])
  )
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

const fields = (value: unknown): Fields => (isFields(value) ? value : {})
const text = (value: unknown): string | null =>
  typeof value === 'string' && value.trim() !== '' ? value.slice(0, LONGEST) : null
/** Whole or not at all: two long ids with the same beginning are not the same event or entity. */
const shortId = (value: unknown): string | null =>
  typeof value === 'string' && value.length <= LONGEST ? text(value) : null
const time = (value: unknown): number | null => {
  const ms = typeof value === 'string' ? Date.parse(value) : Number.NaN
  return Number.isFinite(ms) ? ms : null
}
