import type { Fields } from '../scene.ts'
import type { Cast } from './cast.ts'

/** Something that happens in a story, and how the event of it arrives. Times are ms from the start. */
export interface Step {
  readonly at: number
  readonly type: string
  readonly text: string
  /** What the event says, and what it changes for those after it; the renewed example when left out. */
  readonly data?: (cast: Cast, at: number) => Fields
  /** When the event arrives, where that is later. */
  readonly arrives?: number
  /** Deliveries of the same message after the first. */
  readonly again?: readonly { readonly arrives: number; readonly text: string }[]
}

export interface StoryPlan {
  readonly id: string
  readonly name: string
  readonly description: string
  /** In the order in which they happen. */
  readonly steps: readonly Step[]
  /** Whether it begins with an organisation of its own. */
  readonly foundsOrganization?: true
}

export interface Arrival {
  readonly step: Step
  readonly at: number
  readonly text: string
}

/** In the order in which they arrive. */
export const arrivalsOf = ({ steps }: StoryPlan): readonly Arrival[] =>
  steps
    .flatMap((step) => [
      { step, at: step.arrives ?? step.at, text: step.text },
      ...(step.again ?? []).map(({ arrives, text }) => ({ step, at: arrives, text }))
    ])
    .toSorted((a, b) => a.at - b.at)

export const SECOND = 1_000
export const MINUTE = 60 * SECOND
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR

export const USER_CREATED = 'organization.directory.user_created'
export const USER_UPDATED = 'organization.directory.user_updated'
export const USER_DELETED = 'organization.directory.user_deleted'
export const GROUP_CREATED = 'organization.directory.group_created'
export const GROUP_UPDATED = 'organization.directory.group_updated'
export const GROUP_DELETED = 'organization.directory.group_deleted'
