import { createGroupDirectoryId, type DirectoryUser, type GroupReference } from './directory-user.ts'
import { normalisedFields } from './normalised-fields.ts'
import { rawAttributes, userNameOf } from './raw-attributes.ts'
import type { Fields, Scene } from './scene.ts'

/** The group of a directory. */
export interface DirectoryGroup extends GroupReference {
  readonly directoryId: string
}

const GROUP_NAMES = [
  'platform-oncall',
  'Editors',
  'sales & marketing',
  'contractors-q1',
  'Équipe Lyon',
  '安全'
]

/** A new group, which Scalekit made at that time. */
export function createGroup(scene: Scene, at: number): DirectoryGroup {
  return {
    id: scene.id('dirgroup', at),
    name: scene.random.pick(GROUP_NAMES),
    directoryId: createGroupDirectoryId(scene)
  }
}

/** What a user event says: the whole of the user as they are now, as ever. */
export function userData({ dialect, organization }: Scene, user: DirectoryUser): Fields {
  const raw = rawAttributes(user, dialect, organization)
  return {
    ...normalisedFields(raw),
    groups: user.groups.length === 0 ? null : user.groups.map(({ id, name }) => ({ id, name })),
    id: user.id,
    organization_id: organization.id,
    raw_attributes: raw,
    roles: [{ role_name: user.role }]
  }
}

/** Of a deleted user, four fields are all. */
export function deletedUserData({ organization }: Scene, user: DirectoryUser): Fields {
  const { directoryId: dp_id, email, id } = user
  return { dp_id, email, id, organization_id: organization.id }
}

/** What a group event says; members are null in a group that has had none yet. */
export function groupData(
  { dialect, organization }: Scene,
  group: DirectoryGroup,
  members: readonly DirectoryUser[] | null
): Fields {
  return {
    display_name: group.name,
    external_id: group.directoryId,
    id: group.id,
    organization_id: organization.id,
    raw_attributes: {
      displayName: group.name,
      externalId: group.directoryId,
      members: members?.map((user) => ({ display: userNameOf(user, dialect), value: user.id })) ?? null
    }
  }
}

/** A deletion calls the directory's id otherwise than the events before it. */
export function deletedGroupData(
  scene: Scene,
  group: DirectoryGroup,
  members: readonly DirectoryUser[]
): Fields {
  const { external_id: dp_id, ...rest } = groupData(scene, group, members)
  return { ...rest, dp_id }
}
