import { AppError } from '#shared/errors.ts'
import type { Endpoint, Forwarding } from '#shared/endpoint-models.ts'
import { compileQuery } from '#shared/query/match-query.ts'
import { parseQuery } from '#shared/query/parse-query.ts'
import type { EventRow } from '#shared/query/query.ts'

/** How the events of an endpoint are handed on at this moment, with what this run adds. */
export interface ForwardPlan extends Pick<Forwarding, 'keepOrder' | 'retries' | 'mirror'> {
  /** None while it is paused. The mirrored one is always among them. */
  readonly targets: readonly string[]
  accepts(event: EventRow): boolean
  /** Why the filter cannot be read, should another version have kept it; nothing is handed on then. */
  readonly problem: string | null
}

export const DEFAULT_FORWARDING: Forwarding = {
  query: '',
  retries: 'off',
  mirror: null,
  keepOrder: true,
  isPaused: false
}

/** What was chosen, as it is kept. Throws `invalid_input` for what could not be done. */
export function readForwarding(
  { query, mirror, ...others }: Forwarding,
  targets: readonly string[],
  now: number
): Forwarding {
  const parsed = parseQuery(query, now)
  if (!parsed.ok)
    throw new AppError(
      'invalid_input',
      `This filter of events to forward does not read: ${parsed.error.message}`
    )
  const unknown = parsed.query.terms.find(({ kind }) => kind === 'provider')
  if (unknown) {
    throw new AppError(
      'invalid_input',
      'Forwarding does not tell providers apart, because a directory is known by its events only later. Use org: instead.'
    )
  }
  // An event is looked at before its text is indexed, and its body is not read just to decide this.
  const inBody = parsed.query.terms.find(({ kind }) => kind === 'text' || kind === 'key')
  if (inBody) {
    const written = query.slice(inBody.at, inBody.at + inBody.length)
    throw new AppError(
      'invalid_input',
      `Forwarding does not search in bodies, so leave out ${written}. Filter by type:, action:, org: or entity: instead.`
    )
  }
  return { ...others, query: query.trim(), mirror: mirror === null ? null : readMirror(mirror, targets) }
}

function readMirror(mirror: string, targets: readonly string[]): string {
  const url = targets.find((target) => target === mirror || target === URL.parse(mirror.trim())?.href)
  if (url !== undefined) return url
  throw new AppError(
    'invalid_input',
    `${mirror} is no forward target of this endpoint, so it cannot answer the sender. Add it as one first.`
  )
}

/** Prepares the filter once for many events. */
export function planForwarding(
  { forwarding: { query, mirror, isPaused, ...others } }: Pick<Endpoint, 'forwarding'>,
  targets: readonly string[],
  endpointNames: ReadonlyMap<string, string>,
  now: number
): ForwardPlan {
  const parsed = parseQuery(query, now)
  const compiled = parsed.ok ? compileQuery(parsed.query, { endpointNames }) : null
  const open = isPaused ? [] : targets
  return {
    ...others,
    targets: open,
    // A target of an earlier run's command line may be gone.
    mirror: mirror !== null && open.includes(mirror) ? mirror : null,
    problem: parsed.ok
      ? null
      : `The filter of events to forward cannot be read: ${parsed.error.message} Set it anew, then replay this event.`,
    accepts: (event) => compiled?.event(event, () => '') ?? false
  }
}
