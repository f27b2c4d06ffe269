import type { Cast } from './cast.ts'
import {
  DAY,
  GROUP_CREATED,
  GROUP_DELETED,
  GROUP_UPDATED,
  MINUTE,
  SECOND,
  USER_CREATED,
  USER_UPDATED,
  type Step,
  type StoryPlan
} from './story-plan.ts'

const MEMBERS = ['first', 'second', 'third', 'fourth'] as const
type Member = (typeof MEMBERS)[number]

const hires: readonly Step[] = MEMBERS.map((member, index) => ({
  at: MINUTE + index * 2 * SECOND,
  type: USER_CREATED,
  text: `The ${member} user is new.`,
  data: (cast: Cast, at: number) => cast.hire(member, at)
}))
const joins = (from: number): readonly Step[] =>
  MEMBERS.map((member, index) => ({
    at: from + (index + 1) * 0.3 * SECOND,
    type: USER_UPDATED,
    text: `The ${member} user has the group and its role.`,
    data: (cast: Cast) => join(cast, member)
  }))
const join = (cast: Cast, member: Member) =>
  cast.update(member, () => ({ groups: [cast.group('team')], role: 'editor' }))

const opened: Step = {
  at: 0,
  type: GROUP_CREATED,
  text: 'The directory pushes a group that is still empty.',
  data: (cast, at) => cast.openGroup('team', at)
}
const filled: Step = {
  at: 4 * MINUTE,
  type: GROUP_UPDATED,
  text: 'The group lists its four members.',
  data: (cast) => cast.setMembers('team', MEMBERS)
}

export const GROUP_STORIES: readonly StoryPlan[] = [
  {
    id: 'group-created',
    name: 'Group created with members',
    description: 'A group is pushed, its four members are provisioned and get into it.',
    steps: [opened, ...hires, filled, ...joins(4 * MINUTE)]
  },
  {
    id: 'group-deleted',
    name: 'Group deleted',
    description:
      'A group of four is deleted: one event for it, and at once one for each member, who loses its role.',
    steps: [
      opened,
      ...hires,
      filled,
      ...joins(4 * MINUTE),
      {
        at: 75 * DAY,
        type: GROUP_DELETED,
        text: 'The group is deleted.',
        data: (cast) => cast.closeGroup('team')
      },
      ...MEMBERS.map((member, index) => ({
        at: 75 * DAY + (index + 1) * 0.15 * SECOND,
        type: USER_UPDATED,
        text: `The ${member} user has lost the group and its role.`,
        data: (cast: Cast) => cast.update(member, () => ({ groups: [], role: 'member' }))
      }))
    ]
  }
]
