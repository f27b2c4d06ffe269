import type { CommandOutput, ParsedInput } from '#shared/contract.ts'
import { AppError } from '#shared/errors.ts'
import type { Endpoint } from '#shared/endpoint-models.ts'
import type { Clock } from '../ports.ts'
import type { Store } from '../store/client.ts'
import type { EndpointFields } from '../store/endpoints.ts'
import { readDecisions } from './decision.ts'
import { endpointIdOf, FIRST_ENDPOINT } from './endpoint-id.ts'
import { createRouter, readEndpointPath } from './endpoint-path.ts'

/** The ways in, held in memory: every request asks for one. */
export interface Endpoints {
  list(): Endpoint[]
  /** Whose path a request target has; the first endpoint takes what no other one does. */
  match(target: string): Endpoint
  find(id: string): Endpoint | null
  /** Where its events are handed on to, with what this run adds. Nothing once it is removed. */
  forwardTargets(id: string): readonly string[]
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
}): Promise<Endpoints> {
  const { store, clock, sessionTargets } = parts
  let rows: readonly Endpoint[] = []
  let first: Endpoint
  let route: (target: string) => Endpoint | null
  let targets: ReadonlyMap<string, readonly string[]>
  const hold = (next: readonly Endpoint[]) => {
    const found = next.find((endpoint) => endpoint.id === FIRST_ENDPOINT_ID)
    if (!found) throw new Error('The store has lost its first endpoint')
    rows = next
    first = found
    route = createRouter(next)
    targets = new Map(
      next.map(({ id, forwardTargets }) => [
        id,
        id === FIRST_ENDPOINT_ID ? [...new Set([...forwardTargets, ...sessionTargets])] : forwardTargets
      ])
    )
  }
  hold(await store.call('listEndpoints'))

  const find = (id: string) => rows.find((endpoint) => endpoint.id === id) ?? null
  /** A target that is kept already stays, also while its name leads nowhere. */
  const readTargets = async (wanted: readonly string[], kept: readonly string[]) => {
    const urls: string[] = []
    for (const target of wanted) {
      urls.push(kept.includes(target) ? target : (await parts.checkTarget(target)).url.href)
    }
    return [...new Set(urls)]
  }
  const readChange = async (
    input: Omit<ParsedInput<'endpoints.set'>, 'id'>,
    before: Endpoint | null
  ): Promise<Partial<EndpointFields>> => {
    const { name, path, forwardTargets, answers, decisions } = input
    return {
      ...(name !== undefined && { name }),
      ...(path !== undefined && { path: readEndpointPath(path) }),
      ...(answers && { answers }),
      ...(decisions && { decisions: readDecisions(decisions) }),
      ...(forwardTargets && {
        forwardTargets: await readTargets(forwardTargets, before?.forwardTargets ?? [])
      })
    }
  }

  return {
    list: () => [...rows],
    match: (target) => route(target) ?? first,
    find,
    forwardTargets: (id) => targets.get(id) ?? [],
    async add(input) {
      const fields: EndpointFields = {
        name: input.name,
        path: readEndpointPath(input.path),
        forwardTargets: [],
        answers: DEFAULT_ANSWERS,
        decisions: {},
        ...(await readChange(input, null))
      }
      const endpoint = await store.call('insertEndpoint', { fields, createdAt: clock.now() })
      hold([...rows, endpoint])
      return endpoint
    },
    async set({ id, ...input }) {
      const change = await readChange(input, find(id))
      if (id === FIRST_ENDPOINT_ID && change.path !== undefined && change.path !== '/') {
        throw new AppError(
          'conflict',
          'The first endpoint takes every path that no other one does, so it keeps /. Add another endpoint for this path.'
        )
      }
      const endpoint = await store.call('updateEndpoint', { id, change })
      hold(rows.map((one) => (one.id === id ? endpoint : one)))
      return endpoint
    },
    async remove(id) {
      if (id === FIRST_ENDPOINT_ID) {
        throw new AppError(
          'conflict',
          'The first endpoint cannot be removed: it takes what no other one does. Rename it instead.'
        )
      }
      await store.call('removeEndpoint', id)
      hold(rows.filter((endpoint) => endpoint.id !== id))
    }
  }
}
