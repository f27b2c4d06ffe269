import type { EventSummary } from '#shared/models.ts'

/** Whether the entity itself is gone: a user who leaves an organisation is not. */
export const isDeletion = (event: {
  readonly action: EventSummary['action']
  readonly canonical: string
}): boolean => event.action === 'deleted' && event.canonical !== 'user.organization_membership_deleted'
