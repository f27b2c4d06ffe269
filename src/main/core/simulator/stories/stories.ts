import { AppError } from '#shared/errors.ts'
import type { Dialect, Story } from '#shared/simulator-models.ts'
import { createEventWriter, type Catalogue } from '../event-writer.ts'
import { createMessageId } from '../message-id.ts'
import { createOrganization, type Organization } from '../organizations.ts'
import { createRandom } from '../random.ts'
import { createScene } from '../scene.ts'
import { createCast } from './cast.ts'
import { DELIVERY_STORIES } from './delivery-stories.ts'
import { GROUP_STORIES } from './group-stories.ts'
import { ORGANIZATION_STORIES } from './organization-stories.ts'
import { PEOPLE_STORIES } from './people-stories.ts'
import { arrivalsOf, type StoryPlan } from './story-plan.ts'

export const STORIES: readonly StoryPlan[] = [
  ...PEOPLE_STORIES,
  ...GROUP_STORIES,
  ...DELIVERY_STORIES,
  ...ORGANIZATION_STORIES
]

/** A message of a story, ready to be signed. */
export interface Message {
  /** In ms from the first one. */
  readonly dueMs: number
  readonly body: string
  /** The same for every delivery of one message. */
  readonly messageId: string
}

export function findStory(id: string): StoryPlan {
  const found = STORIES.find((story) => story.id === id)
  if (found) return found
  throw new AppError('not_found', `There is no story ${id}. simulator.stories lists them all.`)
}

/** As the page may see it. */
export function describeStory(plan: StoryPlan): Story {
  const { id, name, description } = plan
  const steps = arrivalsOf(plan).map(({ step, text }) => ({ type: step.type, text }))
  return { id, name, description, steps, spanMs: spanOf(plan) }
}

export function spanOf(plan: StoryPlan): number {
  const arrivals = arrivalsOf(plan)
  return (arrivals.at(-1)?.at ?? 0) - (arrivals[0]?.at ?? 0)
}

/**
 * The messages of a story in the order in which they arrive, all of one seed's people. It begins at `start`, and
 * takes a `speed`-th of the time that it takes in real life.
 */
export function tellStory(
  plan: StoryPlan,
  options: {
    readonly catalogue: Catalogue
    readonly seed: number
    readonly dialect: Dialect
    readonly names: 'current' | 'legacy'
    readonly organization: Organization
    readonly start: number
    readonly speed: number
  }
): readonly Message[] {
  const { start, speed, seed } = options
  const arrivals = arrivalsOf(plan)
  const first = arrivals[0]?.at ?? 0
  const timeOf = (at: number) => Math.round(start + (at - first) / speed)
  const scene = createScene({
    ...options,
    organization: plan.foundsOrganization
      ? createOrganization(createRandom(seed), timeOf(0))
      : options.organization
  })
  const cast = createCast(scene, timeOf(0))
  const writer = createEventWriter({ ...options, scene })
  const written = new Map(
    plan.steps.map((step) => {
      const at = timeOf(step.at)
      const body = JSON.stringify(writer.write(step.type, at, step.data?.(cast, at)))
      return [step, { body, messageId: createMessageId(at) }]
    })
  )
  return arrivals.flatMap(({ step, at }) => {
    const message = written.get(step)
    return message ? [{ ...message, dueMs: (at - first) / speed }] : []
  })
}
