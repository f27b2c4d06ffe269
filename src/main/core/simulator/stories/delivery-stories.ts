import type { Cast } from './cast.ts'
import {
  GROUP_CREATED,
  MINUTE,
  SECOND,
  USER_CREATED,
  USER_UPDATED,
  type Step,
  type StoryPlan
} from './story-plan.ts'

const titled = (at: number, title: string, text: string): Step => ({
  at,
  type: USER_UPDATED,
  text,
  data: (cast: Cast) => cast.update('hero', () => ({ title }))
})

/** What networks and retries make of the events. */
export const DELIVERY_STORIES: readonly StoryPlan[] = [
  {
    id: 'directory-late',
    name: 'Directory enabled late',
    description:
      'The event that a directory was enabled is retried, and arrives after those of its users and group.',
    steps: [
      {
        at: 0,
        arrives: 35 * MINUTE,
        type: 'organization.directory_enabled',
        text: 'Only now arrives that the directory was enabled.'
      },
      {
        at: 12 * MINUTE,
        type: USER_CREATED,
        text: 'A user of a directory that nobody has heard of.',
        data: (cast, at) => cast.hire('hero', at)
      },
      {
        at: 12 * MINUTE + 2 * SECOND,
        type: USER_CREATED,
        text: 'And another one.',
        data: (cast, at) => cast.hire('second', at)
      },
      {
        at: 13 * MINUTE,
        type: GROUP_CREATED,
        text: 'And a group.',
        data: (cast, at) => cast.openGroup('team', at)
      }
    ]
  },
  {
    id: 'duplicates-and-disorder',
    name: 'Duplicates and disorder',
    description: 'The same messages twice, and an update that arrives after a later one.',
    steps: [
      {
        at: 0,
        type: USER_CREATED,
        text: 'The directory sends a new user.',
        data: (cast, at) => cast.hire('hero', at),
        again: [{ arrives: 5 * MINUTE, text: 'The same message again, after five minutes.' }]
      },
      {
        ...titled(10 * MINUTE, 'First title', 'The user gets a title.'),
        again: [{ arrives: 10 * MINUTE + 5 * SECOND, text: 'The same message again, after five seconds.' }]
      },
      {
        ...titled(60 * MINUTE, 'Second title', 'The title before that arrives late: it must not win.'),
        arrives: 95 * MINUTE
      },
      titled(90 * MINUTE, 'Third title', 'The user gets the latest title.')
    ]
  }
]
