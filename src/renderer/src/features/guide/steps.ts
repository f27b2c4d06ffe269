import type { ListeningStatus, PathLink } from '#shared/listening-models.ts'
import type { SecretSummary } from '#shared/models.ts'
import type { Settings } from '#shared/settings-models.ts'
import type { Facets, Stats } from '#shared/total-models.ts'
import { stepNames, type StepName } from '../../state/app-state.ts'
import type { PathTest } from '../../state/path-test.ts'
import { isLocalOnly } from '../listening/chain.ts'

export interface Step {
  readonly name: StepName
  /** `done` by how things stand, never because someone clicked. */
  readonly state: 'done' | 'open' | 'skipped'
}

export interface StepFacts {
  readonly status: ListeningStatus
  readonly settings: Settings
  readonly secrets: readonly SecretSummary[]
  readonly stats: Stats
  readonly facets: Facets
  readonly test: PathTest
}

/** In `skippedSteps` this stands for all of them: the guide was put away. */
export const wholeGuide = 'guide'

/** How many events are no samples. Counted in one snapshot, so that a sample that just arrived never passes for one. */
export const realEvents = ({ endpoints, flags }: Facets): number =>
  endpoints.reduce((sum, { count }) => sum + count, 0) - flags.sample

export function readSteps(facts: StepFacts): readonly Step[] {
  const skipped = new Set(facts.settings.skippedSteps)
  return stepNames.map((name) => {
    if (checks[name](facts)) return { name, state: 'done' }
    // Who chose to go without a public URL has dealt with that step.
    const isSkipped = skipped.has(name) || (name === 'wayIn' && facts.settings.wayIn === 'none')
    return { name, state: isSkipped ? 'skipped' : 'open' }
  })
}

const checks: Readonly<Record<StepName, (facts: StepFacts) => boolean>> = {
  receiver: ({ status, test }) =>
    status.receiver.state === 'listening' &&
    status.store.state === 'ok' &&
    isProven(test, 'receiver') &&
    isProven(test, 'disk'),
  sample: ({ facets }) => facets.flags.sample + realEvents(facets) > 0,
  wayIn: ({ status }) => status.tunnel.state === 'online' && !isLocalOnly(status.tunnel),
  // Only the app itself sends samples. Who sent the others, and to which URL, cannot be told: the words say no more.
  url: ({ stats, facets }) => stats.unchecked + stats.rejected + realEvents(facets) > 0,
  secret: ({ secrets }) => secrets.some(({ kind, usable }) => kind === 'signing' && usable),
  event: ({ facets }) => realEvents(facets) > 0
}

/** By the latest test or, where that broke before it, by an earlier one. */
const isProven = ({ links }: PathTest, wanted: PathLink['name']): boolean =>
  links.some(
    ({ name, state, lastSuccessAt }) => name === wanted && state !== 'failed' && lastSuccessAt !== null
  )

/** The open step that follows, from the first one on again after the last; null where none is open. */
export function nextOpen(steps: readonly Step[], after: StepName | null): StepName | null {
  const at = steps.findIndex(({ name }) => name === after)
  const inOrder = [...steps.slice(at + 1), ...steps.slice(0, Math.max(at, 0))]
  return inOrder.find(({ state }) => state === 'open')?.name ?? null
}
