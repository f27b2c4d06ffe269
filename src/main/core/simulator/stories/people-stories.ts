import { changeJob } from '../directory-user.ts'
import type { Cast } from './cast.ts'
import {
  DAY,
  GROUP_UPDATED,
  HOUR,
  MINUTE,
  SECOND,
  USER_CREATED,
  USER_DELETED,
  USER_UPDATED,
  type Step,
  type StoryPlan
} from './story-plan.ts'

const hired = (text = 'The directory sends a new user.'): Step => ({
  at: 0,
  type: USER_CREATED,
  text,
  data: (cast, at) => cast.hire('hero', at)
})
const deactivated = (at: number): Step => ({
  at,
  type: USER_UPDATED,
  text: 'The user is deactivated: everything else stays as it was.',
  data: (cast) => cast.update('hero', () => ({ active: false, isActivePatched: true }))
})
const deleted = (at: number): Step => ({
  at,
  type: USER_DELETED,
  text: 'The directory deletes the user: only ids and the e-mail are sent.',
  data: (cast) => cast.remove('hero')
})
const inTeam = (cast: Cast, team: string, role: string) =>
  cast.update('hero', () => ({ groups: [cast.group(team)], role }))

export const PEOPLE_STORIES: readonly StoryPlan[] = [
  {
    id: 'joiner',
    name: 'Joiner',
    description: 'Someone is hired, gets into a group and a role, and their record is completed.',
    steps: [
      {
        at: 0,
        type: USER_CREATED,
        text: 'The directory sends a new user, who has no title yet.',
        data: (cast, at) => cast.hire('hero', at, { title: '' })
      },
      {
        at: 6 * MINUTE,
        type: GROUP_UPDATED,
        text: 'The group of the team lists the user.',
        data: (cast) => cast.setMembers('team', ['first', 'second', 'hero'])
      },
      {
        at: 6 * MINUTE + 0.4 * SECOND,
        type: USER_UPDATED,
        text: 'The user has the group, and the role that it brings.',
        data: (cast) => inTeam(cast, 'team', 'editor')
      },
      {
        at: DAY + 3 * HOUR,
        type: USER_UPDATED,
        text: 'The personnel office adds the title.',
        data: (cast) => cast.update('hero', () => ({ title: 'Associate' }))
      }
    ]
  },
  {
    id: 'mover',
    name: 'Mover',
    description: 'Someone changes department, manager, group and role after seven months.',
    steps: [
      hired(),
      {
        at: 5 * MINUTE,
        type: USER_UPDATED,
        text: 'The user is in the group of the first team.',
        data: (cast) => inTeam(cast, 'team', 'editor')
      },
      {
        at: 214 * DAY,
        type: USER_UPDATED,
        text: 'Department, title, cost centre and manager change.',
        data: (cast) => cast.update('hero', (user) => changeJob(cast.scene, user))
      },
      {
        at: 214 * DAY + 3 * MINUTE,
        type: GROUP_UPDATED,
        text: 'The old group no longer lists the user.',
        data: (cast) => cast.setMembers('team', ['first', 'second'])
      },
      {
        at: 214 * DAY + 3 * MINUTE + SECOND,
        type: GROUP_UPDATED,
        text: 'The new group does.',
        data: (cast) => cast.setMembers('newTeam', ['third', 'hero'])
      },
      {
        at: 214 * DAY + 3 * MINUTE + 2 * SECOND,
        type: USER_UPDATED,
        text: 'The user has the new group, and its role.',
        data: (cast) => inTeam(cast, 'newTeam', 'incident_commander')
      }
    ]
  },
  {
    id: 'leaver',
    name: 'Leaver',
    description: 'Someone is deactivated, leaves their group, and is deleted a month later.',
    steps: [
      hired(),
      {
        at: 5 * MINUTE,
        type: USER_UPDATED,
        text: 'The user is in the group of the team.',
        data: (cast) => inTeam(cast, 'team', 'editor')
      },
      deactivated(301 * DAY),
      {
        at: 301 * DAY + 2 * MINUTE,
        type: USER_UPDATED,
        text: 'The group and its role are taken away.',
        data: (cast) => cast.update('hero', () => ({ groups: [], role: 'member' }))
      },
      deleted(331 * DAY)
    ]
  },
  {
    id: 'rehire',
    name: 'Rehire',
    description: 'Someone leaves and comes back: the same directory id and e-mail under a new user id.',
    steps: [
      hired(),
      deactivated(120 * DAY),
      deleted(150 * DAY),
      {
        at: 260 * DAY,
        type: USER_CREATED,
        text: 'The directory sends the user again; Scalekit gives a new id.',
        data: (cast, at) => cast.hireAgain('hero', at)
      },
      {
        at: 267 * DAY,
        type: USER_UPDATED,
        text: 'The new record gets a title.',
        data: (cast) => cast.update('hero', ({ title }) => ({ title: `Senior ${title}` }))
      }
    ]
  },
  {
    id: 'email-change',
    name: 'E-mail change',
    description: 'Someone takes another name: family name, e-mail and login change, all ids stay.',
    steps: [
      hired(),
      {
        at: 190 * DAY,
        type: USER_UPDATED,
        text: 'Family name, display name, e-mail and login are new.',
        data: (cast) => cast.update('hero', (user) => cast.scene.people.rename(user))
      }
    ]
  },
  {
    id: 'reactivation',
    name: 'Reactivation',
    description:
      'Someone is deactivated for a parental leave and active again half a year later, as the same user.',
    steps: [
      hired(),
      deactivated(90 * DAY),
      {
        at: 272 * DAY,
        type: USER_UPDATED,
        text: 'The user is active again.',
        data: (cast) => cast.update('hero', () => ({ active: true, isActivePatched: true }))
      }
    ]
  }
]
