import { currentTypeName, legacyTypeName } from '#shared/event-types.ts'
import { AppError } from '#shared/errors.ts'
import type { Dialect } from '#shared/simulator-models.ts'
import { createDirectoryUser, type DirectoryUser } from './directory-user.ts'
import { createGroup, deletedGroupData, deletedUserData, groupData, userData } from './directory-data.ts'
import { createEventWriter, exampleOf, type Catalogue } from './event-writer.ts'
import { createOrganization, type Organization } from './organizations.ts'
import { createScene, type Fields, type Scene } from './scene.ts'

/** Makes events that have nothing to do with each other but their organisation: other people, ids and groups each time. */
export type MakeEvent = (type: string, at: number) => Fields

const DAY_MS = 24 * 60 * 60_000
/** About as long as Scalekit takes from making a user to telling of it. */
export const TOLD_AFTER_MS = 30

export function createEventMaker(options: {
  readonly catalogue: Catalogue
  readonly seed: number
  readonly dialect: Dialect
  readonly names: 'current' | 'legacy'
  readonly organization: Organization
}): MakeEvent {
  const { catalogue } = options
  const scene = createScene(options)
  return (type, at) => {
    const current = currentTypeName(type)
    const isLegacy = options.names === 'legacy' || current !== type
    exampleOf(catalogue, current)
    if (isLegacy && legacyTypeName(current) === null)
      throw new AppError('invalid_input', `${type} never had a legacy name. Make it under its current one.`)
    const writer = createEventWriter({
      catalogue,
      scene: current === 'organization.created' ? withNewOrganization(scene, at) : scene,
      names: isLegacy ? 'legacy' : 'current'
    })
    return writer.write(current, at, DIRECTORY_DATA[current]?.(scene, at))
  }
}

const withNewOrganization = (scene: Scene, at: number): Scene => ({
  ...scene,
  organization: createOrganization(scene.random, at - TOLD_AFTER_MS)
})

/** Of the types whose content depends on the directory that sends it. */
const DIRECTORY_DATA: Readonly<Record<string, (scene: Scene, at: number) => Fields>> = {
  'organization.directory.user_created': (scene, at) =>
    userData(scene, createDirectoryUser(scene, at - TOLD_AFTER_MS)),
  'organization.directory.user_updated': (scene, at) => {
    const groups = [createGroup(scene, sometimeBefore(scene, at))]
    return userData(scene, { ...someone(scene, at), groups, role: 'incident_commander' })
  },
  'organization.directory.user_deleted': (scene, at) => deletedUserData(scene, someone(scene, at)),
  'organization.directory.group_created': (scene, at) =>
    groupData(scene, createGroup(scene, at - TOLD_AFTER_MS), null),
  'organization.directory.group_updated': (scene, at) =>
    groupData(scene, createGroup(scene, sometimeBefore(scene, at)), some(scene, at)),
  'organization.directory.group_deleted': (scene, at) =>
    deletedGroupData(scene, createGroup(scene, sometimeBefore(scene, at)), some(scene, at))
}

/** Someone who has been in the directory for a while. */
const someone = (scene: Scene, at: number): DirectoryUser =>
  createDirectoryUser(scene, sometimeBefore(scene, at))
const some = (scene: Scene, at: number): readonly DirectoryUser[] =>
  Array.from({ length: 1 + scene.random.below(4) }, () => someone(scene, at))
const sometimeBefore = ({ random }: Scene, at: number): number =>
  at - (20 + random.below(400)) * DAY_MS - random.below(DAY_MS)
