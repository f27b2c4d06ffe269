import type { EventSummary } from './models.ts'

/** Names that Scalekit sent before January 2025, with today's. */
const CURRENT_BY_LEGACY: Readonly<Record<string, string>> = {
  'scalekit.dir.sync.enable': 'organization.directory_enabled',
  'scalekit.dir.sync.disable': 'organization.directory_disabled',
  'scalekit.dir.user.create': 'organization.directory.user_created',
  'scalekit.dir.user.update': 'organization.directory.user_updated',
  'scalekit.dir.user.delete': 'organization.directory.user_deleted',
  'scalekit.dir.group.create': 'organization.directory.group_created',
  'scalekit.dir.group.update': 'organization.directory.group_updated',
  'scalekit.dir.group.delete': 'organization.directory.group_deleted',
  'scalekit.org.create': 'organization.created'
}
const LEGACY_BY_CURRENT = Object.fromEntries(
  Object.entries(CURRENT_BY_LEGACY).map(([legacy, current]) => [current, legacy])
)

/** Today's name of a type; the same name where there is no newer one. */
export const currentTypeName = (type: string): string =>
  Object.hasOwn(CURRENT_BY_LEGACY, type) ? (CURRENT_BY_LEGACY[type] ?? type) : type

/** The legacy name of a type; null where it never had one. */
export const legacyTypeName = (type: string): string | null => {
  if (Object.hasOwn(CURRENT_BY_LEGACY, type)) return type
  return Object.hasOwn(LEGACY_BY_CURRENT, type) ? (LEGACY_BY_CURRENT[type] ?? null) : null
}

/** What a current type name says happened, by its last word. */
export function actionOfType(currentType: string): EventSummary['action'] {
  const word = /[a-z]+$/.exec(currentType)?.[0]
  switch (word) {
    case 'created':
    case 'signup':
    case 'invitation':
      return 'created'
    case 'updated':
      return 'updated'
    case 'deleted':
      return 'deleted'
    case 'enabled':
      return 'enabled'
    case 'disabled':
      return 'disabled'
    default:
      return 'other'
  }
}
