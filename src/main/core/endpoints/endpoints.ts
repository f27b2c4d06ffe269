import type { CommandOutput, ParsedInput } from '#shared/contract.ts'
import { AppError } from '#shared/errors.ts'
import type { Endpoint, Failure } from '#shared/endpoint-models.ts'
import type { Clock } from '../ports.ts'
import type { Store } from '../store/client.ts'
import type { EndpointFields, StoredEndpoint } from '../store/endpoints.ts'
import { readDecisions } from './decision.ts'
import { endpointIdOf, FIRST_ENDPOINT } from './endpoint-id.ts'
import { createRouter, readEndpointPath } from './endpoint-path.ts'
import { createFailures, readFailure } from './failures.ts'
import { DEFAULT_FORWARDING, planForwarding, readForwarding, type ForwardPlan } from './forward-plan.ts'

/** The ways in, held in memory: every request asks for one. */
export interface Endpoints {
  list(): Endpoint[]
  /** Whose path a request target has; the first endpoint takes what no other one does. */
  match(target: string): StoredEndpoint
  find(id: string): Endpoint | null
  /** Where its events are handed on to, with what this run adds. Nothing once it is removed. */
  forwardTargets(id: string): readonly string[]
  /** How its events are handed on; null once it is removed. */
  forwardPlan(id: string): ForwardPlan | null
  /** The failure that is armed for this webhook, which is counted; null as a rule. */
  takeFailure(id: string): Failure | null
  add(input: ParsedInput<'endpoints.add'>): Promise<CommandOutput<'endpoints.add'>>
  set(input: ParsedInput<'endpoints.set'>): Promise<CommandOutput<'endpoints.set'>>
  /** Rejects for the first one. Its secrets are gone from the store too. */
  remove(id: string): Promise<void>
}

export const FIRST_ENDPOINT_ID = endpointIdOf(FIRST_ENDPOINT)
/** What the script contract promises where nothing else was chosen. */
const DEFAULT_ANSWERS: Endpoint['answers'] = { verified: 200, unchecked: 202, rejected: 401 }

export async function openEndpoints(parts: {
  store: Store
  clock: Clock
  /** Forward targets of the first endpoint for this run only, from the command line or the environment. */
  sessionTargets: readonly string[]
  /** The URL of a target that may be sent to; rejects with why not. */
  checkTarget(target: string): Promise<{ readonly url: URL }>
  /** After each change, also of what is left of an armed failure. */
  onChange(): void
}): Promise<Endpoints> {
  const { store, clock, sessionTargets } = parts
  const failures = createFailures()
  let rows: readonly StoredEndpoint[] = []
  let first: StoredEndpoint
  let route: (target: string) => StoredEndpoint | null
  let targets: ReadonlyMap<string, readonly string[]>
  let plans: ReadonlyMap<string, ForwardPlan>
  const withSession = (id: string | null, own: readonly string[]) =>
    id === FIRST_ENDPOINT_ID ? [...new Set([...own, ...sessionTargets])] : own
  const hold = (next: readonly StoredEndpoint[]) => {
    const found = next.find((endpoint) => endpoint.id === FIRST_ENDPOINT_ID)
    if (!found) throw new Error('The store has lost its first endpoint')
    rows = next
    first = found
    route = createRouter(next)
    targets = new Map(next.map(({ id, forwardTargets }) => [id, withSession(id, forwardTargets)]))
    const names = new Map(next.map(({ id, name }) => [id, name]))
    plans = new Map(
      next.map((one) => [one.id, planForwarding(one, targets.get(one.id) ?? [], names, clock.now())])
    )
  }
  hold(await store.call('listEndpoints'))

  const change = (next: readonly StoredEndpoint[]) => {
    hold(next)
    parts.onChange()
  }
  const withFailure = (endpoint: StoredEndpoint): Endpoint => ({
    ...endpoint,
    failure: failures.of(endpoint.id)
  })

  const findStored = (id: string) => rows.find((endpoint) => endpoint.id === id) ?? null
  /** A target that is kept already stays, also while its name leads nowhere. */
  const readTargets = async (wanted: readonly string[], kept: readonly string[]) => {
    const urls: string[] = []
    for (const target of wanted) {
      urls.push(kept.includes(target) ? target : (await parts.checkTarget(target)).url.href)
    }
    return [...new Set(urls)]
  }
  /** A change of targets that takes the mirrored one away leaves the answer to us. */
  const readNextForwarding = (
    wanted: Endpoint['forwarding'] | undefined,
    nextTargets: readonly string[],
    before: StoredEndpoint | null
  ): Partial<EndpointFields> => {
    const open = withSession(before?.id ?? null, nextTargets)
    if (wanted) return { forwarding: readForwarding(wanted, open, clock.now()) }
    const { mirror = null } = before?.forwarding ?? {}
    if (!before || mirror === null || open.includes(mirror)) return {}
    return { forwarding: { ...before.forwarding, mirror: null } }
  }
  const readChange = async (
    input: Omit<ParsedInput<'endpoints.set'>, 'id' | 'failure'>,
    before: StoredEndpoint | null
  ): Promise<Partial<EndpointFields>> => {
    const { name, path, answers, decisions } = input
    const kept = before?.forwardTargets ?? []
    const forwardTargets = input.forwardTargets && (await readTargets(input.forwardTargets, kept))
    return {
      ...(name !== undefined && { name }),
      ...(path !== undefined && { path: readEndpointPath(path) }),
      ...(answers && { answers }),
      ...(decisions && { decisions: readDecisions(decisions) }),
      ...(forwardTargets && { forwardTargets }),
      ...readNextForwarding(input.forwarding, forwardTargets ?? kept, before)
    }
  }

  return {
    list: () => rows.map(withFailure),
    match: (target) => route(target) ?? first,
    find(id) {
      const endpoint = findStored(id)
      return endpoint && withFailure(endpoint)
    },
    forwardTargets: (id) => targets.get(id) ?? [],
    forwardPlan: (id) => plans.get(id) ?? null,
    takeFailure(id) {
      const failure = failures.take(id)
      if (failure) parts.onChange()
      return failure
    },
    async add(input) {
      const fields: EndpointFields = {
        name: input.name,
        path: readEndpointPath(input.path),
        forwardTargets: [],
        forwarding: DEFAULT_FORWARDING,
        answers: DEFAULT_ANSWERS,
        decisions: {},
        ...(await readChange(input, null))
      }
      const endpoint = await store.call('insertEndpoint', { fields, createdAt: clock.now() })
      change([...rows, endpoint])
      return withFailure(endpoint)
    },
    async set({ id, failure, ...input }) {
      const wanted = await readChange(input, findStored(id))
      const armed = failure && readFailure(failure)
      if (id === FIRST_ENDPOINT_ID && wanted.path !== undefined && wanted.path !== '/') {
        throw new AppError(
          'conflict',
          'The first endpoint takes every path that no other one does, so it keeps /. Add another endpoint for this path.'
        )
      }
      const endpoint = await store.call('updateEndpoint', { id, change: wanted })
      if (armed !== undefined) failures.arm(id, armed)
      change(rows.map((one) => (one.id === id ? endpoint : one)))
      return withFailure(endpoint)
    },
    async remove(id) {
      if (id === FIRST_ENDPOINT_ID) {
        throw new AppError(
          'conflict',
          'The first endpoint cannot be removed: it takes what no other one does. Rename it instead.'
        )
      }
      await store.call('removeEndpoint', id)
      failures.arm(id, null)
      change(rows.filter((endpoint) => endpoint.id !== id))
    }
  }
}
