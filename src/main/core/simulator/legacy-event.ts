import { legacyTypeName } from '#shared/event-types.ts'
import type { Fields } from './scene.ts'
import { sortNames } from './sort-names.ts'

/**
 * An event as it was sent until January 2025: under its legacy name, names in alphabetical order from the envelope
 * on, no `display_name`, and a time in nanoseconds. One whose type never had another name stays as it is.
 */
export function asLegacy(event: Fields, nanoseconds: string): Fields {
  const { type, object, data, display_name: _dropped, ...envelope } = event
  const legacy = legacyTypeName(String(type))
  if (legacy === null) return event
  return sortNames({
    ...envelope,
    type: legacy,
    object,
    occurred_at: nanoseconds,
    data: legacyData(data as Fields, object)
  })
}

function legacyData(data: Fields, object: unknown): Fields {
  if (object === 'Organization') {
    const { id, external_id, metadata, settings, display_name: name, region_code, update_time } = data
    const region = String(region_code).toLowerCase()
    return { id, external_id, metadata, settings, name, region, updated_at: update_time }
  }
  if (object !== 'DirectoryUser' || !('raw_attributes' in data)) return data
  const { schemas: _schemas, groups: _groups, ...raw } = data['raw_attributes'] as Fields
  return { ...data, raw_attributes: raw }
}
