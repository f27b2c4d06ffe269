import type { Group, Person } from './story-people.ts'
import type { EventBody, Organization, StoryTeller } from './story-teller.ts'

export interface DirectoryGroup extends Group {
  readonly organization: Organization
  readonly directoryId: string
  readonly externalId: string
}

export function createGroup(
  teller: StoryTeller,
  { name, organization, at }: { name: string; organization: Organization; at: number }
): DirectoryGroup {
  return {
    id: teller.id('dirgroup', at - 40),
    name,
    organization,
    directoryId: teller.id('dir', at - 20 * 24 * 60 * 60_000),
    externalId: `00g${teller.characters(14, 'abcdefghjkmnpqrstuvwxyz0123456789')}5d7`
  }
}

/** A group event; `members` null is how Scalekit writes a group that has none yet. */
export function groupEvent(
  teller: StoryTeller,
  action: 'created' | 'updated' | 'deleted',
  group: DirectoryGroup,
  members: readonly Person[] | null,
  at: number
): EventBody {
  const { id, name, organization, directoryId, externalId } = group
  return teller.event({
    type: `organization.directory.group_${action}`,
    object: 'DirectoryGroup',
    at,
    organization,
    data: {
      directory_id: directoryId,
      display_name: name,
      // A deletion names the directory's id otherwise than the events before it.
      ...(action === 'deleted' ? { dp_id: externalId } : { external_id: externalId }),
      id,
      organization_id: organization.id,
      raw_attributes: {
        displayName: name,
        externalId,
        members: members?.map(({ id: value, raw }) => ({ display: raw['userName'], value })) ?? null
      }
    }
  })
}
