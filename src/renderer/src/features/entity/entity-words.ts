import {
  Building2,
  CircleUser,
  FolderSync,
  KeyRound,
  Link2,
  ListChecks,
  Shapes,
  User,
  Users,
  type LucideIcon
} from 'lucide-react'
import type { Entity, EntityRelative } from '#shared/entity-models.ts'
import { spellOutBidi } from '../../lib/bidi.ts'

interface Kind {
  readonly icon: LucideIcon
  readonly word: string
  /** What its membership tab lists; null for what belongs to nothing and has no members. */
  readonly members: 'Members' | 'Groups' | null
}

const directoryUser: Kind = { icon: User, word: 'Directory user', members: 'Groups' }
const directoryGroup: Kind = { icon: Users, word: 'Directory group', members: 'Members' }
const organization: Kind = { icon: Building2, word: 'Organisation', members: null }
const directory: Kind = { icon: FolderSync, word: 'Directory', members: null }
const connection: Kind = { icon: KeyRound, word: 'Connection', members: null }
const user: Kind = { icon: CircleUser, word: 'User', members: null }

/** By what the id begins with: the `object` of an event may name what the event is, not what it is about. */
const byPrefix = new Map<string, Kind>(
  Object.entries({
    diruser: directoryUser,
    dirgroup: directoryGroup,
    org: organization,
    dir: directory,
    conn: connection,
    usr: user,
    ca: { icon: Link2, word: 'Connected account', members: null },
    role: { icon: Shapes, word: 'Role', members: null },
    perm: { icon: ListChecks, word: 'Permission', members: null }
  })
)

const byObject = new Map<string, Kind>(
  Object.entries({
    DirectoryUser: directoryUser,
    DirectoryGroup: directoryGroup,
    Organization: organization,
    Directory: directory,
    Connection: connection,
    User: user
  })
)

/** What an entity is, in words. Kinds that are not known keep the name that events give them. */
export function kindOf({ id, object }: Pick<Entity, 'id' | 'object'>): Kind {
  const prefix = /^([a-z]+)_/.exec(id)?.[1]
  const known = byPrefix.get(prefix ?? '') ?? byObject.get(object ?? '')
  return known ?? { icon: Shapes, word: object ?? 'Entity', members: null }
}

/** What people call an entity: its name as far as it has one. */
export const nameOfEntity = ({ label, id }: Pick<Entity, 'label' | 'id'>): string => spellOutBidi(label ?? id)

const shared: Readonly<Record<EntityRelative['by'], string>> = {
  dp_id: 'same dp_id',
  email: 'same e-mail',
  external_id: 'same external id'
}

/** What an entity has in common with its relative, in words. */
export const sharedBy = ({ by }: EntityRelative): string => shared[by]

/** Whether the relative came after the entity; ids grow with time where the events do not tell. */
export const isLater = (relative: EntityRelative, entity: Entity): boolean =>
  relative.firstAt === entity.firstAt ? relative.id > entity.id : relative.firstAt > entity.firstAt
