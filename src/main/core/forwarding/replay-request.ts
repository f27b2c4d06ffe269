import type { HeaderPair } from '#shared/models.ts'
import { endpointIdOf } from '../endpoints/endpoint-id.ts'
import type { Secrets } from '../signatures/secrets.ts'
import type { NewAttempt } from '../store/attempts.ts'
import type { ClaimedEvent } from '../store/replay-events.ts'
import type { Edited, StoredReplay } from '../store/replays.ts'
import { secretFor, textIfOther } from './attempts.ts'
import { buildOutgoing, isSetBySigning, type Captured, type OutgoingRequest } from './outgoing.ts'

/** An event of a replay with its body. */
export interface ReplayItem extends ClaimedEvent {
  readonly body: Uint8Array
}

const MAYBE_TWICE = 'The app ended while this was under way, so the target may have got it already.'

/** The attempt as it is stored, and the request of it. Throws what says why it cannot be sent. */
export function buildReplayRequest(
  replay: StoredReplay,
  item: ReplayItem,
  secrets: Secrets,
  now: number
): { attempt: NewAttempt; request: OutgoingRequest } {
  const { secretId, endpoint, body } = item
  const captured = {
    eventId: item.eventId,
    type: item.type,
    method: item.method,
    receivedAt: item.receivedAt,
    headers: JSON.parse(item.headers) as HeaderPair[],
    body
  }
  const request = buildOutgoing(
    replay.edited ? withEdits(captured, replay.edited) : captured,
    replay,
    secretFor(secrets, { secretId, endpointId: endpointIdOf(endpoint) }),
    now,
    newDeliveryId(replay.id, item.place)
  )
  const warning = [item.isRepeated ? MAYBE_TWICE : '', request.warning ?? ''].join(' ').trim() || null
  return {
    request,
    attempt: {
      ...bareAttempt(replay, item.eventId, now),
      requestHeaders: request.headers,
      requestBody: textIfOther(request.body, body),
      warning
    }
  }
}

export const bareAttempt = (replay: StoredReplay, eventId: string, now: number): NewAttempt => ({
  replayId: replay.id,
  kind: 'replay',
  eventId,
  target: replay.target,
  mode: replay.mode,
  startedAt: now,
  requestHeaders: [],
  variantId: replay.variantId,
  edited: replay.edited !== null,
  warning: null
})

/** An event as it was edited. Its delivery id stays its own: whether it is sent is for the options to say. */
export function withEdits(captured: Captured, edited: Edited): Captured {
  const payload: unknown = JSON.parse(edited.body)
  const type =
    typeof payload === 'object' && payload !== null && 'type' in payload
      ? String(payload.type)
      : captured.type
  return {
    ...captured,
    type,
    headers: [...edited.headers, ...captured.headers.filter(([name]) => isSetBySigning(name))],
    body: Buffer.from(edited.body)
  }
}

/** Made of what is stored, so that an event that must be sent again after a crash has the same id. */
const newDeliveryId = (replayId: string, place: number): string =>
  `msg_${replayId.slice('rep_'.length).replaceAll('-', '')}${String(Math.abs(place)).padStart(6, '0')}`
