import {
  createGroup,
  deletedGroupData,
  deletedUserData,
  groupData,
  userData,
  type DirectoryGroup
} from '../directory-data.ts'
import { createDirectoryUser, type DirectoryUser, type GroupReference } from '../directory-user.ts'
import type { Fields, Scene } from '../scene.ts'
import { DAY } from './story-plan.ts'

/**
 * The people and groups of a story, by the names that its steps call them. Each verb changes them and returns what
 * the event of it says; whoever was never hired, and a group that was never opened, has been there for long.
 */
export interface Cast {
  hire(name: string, at: number, change?: Partial<DirectoryUser>): Fields
  /** Provisioned anew: as they were, under another id of Scalekit's. */
  hireAgain(name: string, at: number): Fields
  update(name: string, change: (user: DirectoryUser) => Partial<DirectoryUser>): Fields
  remove(name: string): Fields
  openGroup(name: string, at: number): Fields
  setMembers(name: string, members: readonly string[]): Fields
  closeGroup(name: string): Fields
  group(name: string): GroupReference
  readonly scene: Scene
}

/** How long before the event of it Scalekit makes a user or group. */
const MADE_BEFORE_MS = 30

export function createCast(scene: Scene, start: number): Cast {
  const people = new Map<string, DirectoryUser>()
  const groups = new Map<
    string,
    { readonly group: DirectoryGroup; readonly members: readonly string[] | null }
  >()

  const put = (name: string, user: DirectoryUser): Fields => {
    people.set(name, user)
    return userData(scene, user)
  }
  const person = (name: string): DirectoryUser => {
    const user = people.get(name) ?? createDirectoryUser(scene, start - 90 * DAY)
    people.set(name, user)
    return user
  }
  const known = (name: string) => {
    const found = groups.get(name) ?? { group: createGroup(scene, start - 200 * DAY), members: null }
    groups.set(name, found)
    return found
  }
  return {
    scene,
    hire: (name, at, change) => put(name, { ...createDirectoryUser(scene, at - MADE_BEFORE_MS), ...change }),
    hireAgain: (name, at) =>
      put(name, {
        ...person(name),
        id: scene.id('diruser', at - MADE_BEFORE_MS),
        active: true,
        isActivePatched: false
      }),
    update(name, change) {
      const user = person(name)
      return put(name, { ...user, ...change(user) })
    },
    remove: (name) => deletedUserData(scene, person(name)),
    openGroup(name, at) {
      const group = createGroup(scene, at - MADE_BEFORE_MS)
      groups.set(name, { group, members: null })
      return groupData(scene, group, null)
    },
    setMembers(name, members) {
      const { group } = known(name)
      groups.set(name, { group, members })
      return groupData(scene, group, members.map(person))
    },
    closeGroup(name) {
      const { group, members } = known(name)
      return deletedGroupData(scene, group, (members ?? []).map(person))
    },
    group: (name) => {
      const { id, name: displayName } = known(name).group
      return { id, name: displayName }
    }
  }
}
