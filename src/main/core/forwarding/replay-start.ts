import type { ParsedInput } from '#shared/contract.ts'
import { AppError } from '#shared/errors.ts'
import { shortType } from '#shared/short-type.ts'
import type { Clock } from '../ports.ts'
import type { Secrets } from '../signatures/secrets.ts'
import type { Store } from '../store/client.ts'
import type { Edited, StoredReplay } from '../store/replays.ts'
import { secretFor } from './attempts.ts'
import { buildOutgoing, checkOptions } from './outgoing.ts'
import { withEdits } from './replay-request.ts'
import type { CheckedTarget } from './target.ts'
import { compactBody, editedHeaders } from './variant-body.ts'

type Input = ParsedInput<'replays.start'>

/** Many events that do not depend on each other: what a handler usually stands. */
const USUAL_CONCURRENCY = 8

export interface StartParts {
  readonly store: Store
  readonly clock: Clock
  readonly secrets: Secrets
}

/**
 * Reads what is asked for and stores the replay with its events, all before anything is sent. Rejects with what
 * is wrong with it as a whole; what becomes of single events is for their attempts to tell.
 */
export async function storeReplay(
  id: string,
  input: Input,
  target: CheckedTarget,
  { store, clock, secrets }: StartParts
): Promise<StoredReplay> {
  const source = readSource(input, target.url.href)
  const options = {
    mode: input.mode,
    deliveryId: input.deliveryId,
    typeNames: input.typeNames,
    marker: input.marker ?? true
  }
  const earlier = source.from === 'replay' ? await findEnded(store, source.replayId) : null
  const { variantId, edited, name } = await readEdits(store, input, earlier)
  if (edited && options.mode === 'verbatim') {
    throw new AppError(
      'invalid_input',
      'An edited event no longer fits the signature that it came with. Choose freshly signed instead.'
    )
  }
  const anySecret = secretFor(secrets, { secretId: null, endpointId: '' })
  checkOptions(options, anySecret)
  const [first] = source.from === 'ids' ? source.eventIds : []
  if (first !== undefined) {
    const { summary, delivery, body } = await store.call('eventRequest', first)
    const { method, receivedAt, headers } = delivery
    const captured = { eventId: first, type: summary.type, method, receivedAt, headers, body }
    buildOutgoing(edited ? withEdits(captured, edited) : captured, options, anySecret, clock.now())
  }

  await store.call('insertReplay', {
    id,
    target: target.url.href,
    what: '',
    startedAt: clock.now(),
    ...options,
    pace: input.pace ?? earlier?.pace ?? { kind: 'fast' },
    concurrency: input.concurrency ?? earlier?.concurrency ?? (source.from === 'ids' ? 1 : USUAL_CONCURRENCY),
    variantId,
    edited
  })
  try {
    for (let after: string | null = null; ;) {
      after = await store.call('gatherReplay', { id, after, ...source })
      if (after === null) break
    }
    const { total } = await store.call('findReplay', id)
    if (total === 0) throw nothingFound(source)
    const type = await store.call('nameReplay', id)
    const what = describe(source, total, type, { name, isEdited: edited !== null })
    return await store.call('setReplayState', {
      id,
      state: 'running',
      endedAt: null,
      what,
      takesUnsentOf: source.from === 'unsent' ? source.target : null
    })
  } catch (error) {
    await store.call('discardReplay', id)
    throw error
  }
}

type Source =
  | { readonly from: 'ids'; readonly eventIds: readonly string[] }
  | { readonly from: 'query'; readonly query: string }
  | { readonly from: 'replay'; readonly replayId: string; readonly only: 'all' | 'notAccepted' }
  | { readonly from: 'unsent'; readonly target: string }

function readSource(
  { eventIds, query, failuresOf, again, unsent, variantId, edited }: Input,
  target: string
): Source {
  const given = [eventIds, query, failuresOf, again, unsent].filter((one) => one !== undefined)
  if (given.length !== 1) {
    throw new AppError(
      'invalid_input',
      'Say which events to replay in one way: eventIds, query, failuresOf, again or unsent.'
    )
  }
  if (variantId !== undefined && edited) {
    throw new AppError('invalid_input', 'An event is sent as a variant or as edited here, not as both.')
  }
  if ((variantId !== undefined || edited) && eventIds?.length !== 1) {
    throw new AppError('invalid_input', 'Only one event at a time can be sent as edited. Give its id alone.')
  }
  if (eventIds) return { from: 'ids', eventIds }
  if (query !== undefined) return { from: 'query', query }
  if (unsent) return { from: 'unsent', target }
  if (failuresOf !== undefined) return { from: 'replay', replayId: failuresOf, only: 'notAccepted' }
  return { from: 'replay', replayId: again ?? '', only: 'all' }
}

async function findEnded(store: Store, id: string): Promise<StoredReplay> {
  const replay = await store.call('findReplay', id)
  if (replay.state === 'done' || replay.state === 'cancelled') return replay
  throw new AppError(
    'conflict',
    'That replay has not ended yet. Wait for its last answer, or resume it or cancel it first.'
  )
}

interface Edits {
  readonly variantId: string | null
  readonly edited: Edited | null
  readonly name: string | null
}

async function readEdits(store: Store, input: Input, earlier: StoredReplay | null): Promise<Edits> {
  if (input.edited) {
    const { body, headers } = input.edited
    return {
      variantId: null,
      edited: { body: compactBody(body), headers: editedHeaders(headers) },
      name: null
    }
  }
  if (input.variantId === undefined) {
    return { variantId: earlier?.variantId ?? null, edited: earlier?.edited ?? null, name: null }
  }
  const { id, eventId, name, body, headers } = await store.call('findVariant', input.variantId)
  if (eventId !== input.eventIds?.[0])
    throw new AppError('invalid_input', `The variant "${name}" belongs to another event.`)
  return { variantId: id, edited: { body, headers }, name }
}

function nothingFound(source: Source): AppError {
  if (source.from === 'query')
    return new AppError('invalid_input', 'This filter finds no events, so there is nothing to send.')
  if (source.from === 'replay' && source.only === 'notAccepted')
    return new AppError(
      'invalid_input',
      'All events of that replay were accepted, so there is nothing to send.'
    )
  if (source.from === 'unsent')
    return new AppError('not_found', 'No forward to this target waits any more, so there is nothing to send.')
  return new AppError('not_found', 'Its events are no longer stored, so there is nothing to send.')
}

/** What is replayed, in words; whose it is, is read when it is asked for. */
function describe(
  source: Source,
  total: number,
  type: string | null,
  one: { readonly name: string | null; readonly isEdited: boolean }
): string {
  const kind = type === null ? 'events' : shortType(type)
  const noun = total === 1 ? kind : `${total.toLocaleString('en')} ${kind}`
  if (source.from === 'query') {
    const query = source.query.trim()
    return query === '' ? `all ${noun}` : `${noun} found by ${query}`
  }
  if (source.from === 'replay') return source.only === 'all' ? `${noun} again` : `${noun} not accepted before`
  if (source.from === 'unsent') return `${noun} that waited to be forwarded`
  if (one.name !== null) return `${noun} as "${one.name}"`
  return one.isEdited ? `${noun}, edited` : noun
}
