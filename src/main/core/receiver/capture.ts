import { messageOf } from '#shared/errors.ts'
import type { Endpoint, Failure } from '#shared/endpoint-models.ts'
import { decisionBody } from '../endpoints/decision.ts'
import { keyOfEndpointId } from '../endpoints/endpoint-id.ts'
import type { Endpoints } from '../endpoints/endpoints.ts'
import { kindOf } from '../endpoints/interceptor-call.ts'
import type { Forwarder } from '../forwarding/forwarder.ts'
import { mirrorAnswer } from '../forwarding/mirror.ts'
import { startWait } from '../forwarding/retry-timer.ts'
import type { Clock, Log } from '../ports.ts'
import { isCoded, judge, signatureHeadersOf, type Judgement, type Signed } from '../signatures/judge.ts'
import type { SdkVerifier } from '../signatures/scalekit.ts'
import type { Secrets } from '../signatures/secrets.ts'
import type { Store } from '../store/client.ts'
import type { Recorded } from '../store/capture-operations.ts'
import type { RawRequest, Reply } from './receiver.ts'

export interface CaptureParts {
  readonly store: Store
  readonly endpoints: Pick<Endpoints, 'match' | 'forwardPlan' | 'takeFailure'>
  readonly secrets: Pick<Secrets, 'signing'>
  /** Loads the SDK the first time. */
  verifier(): Promise<SdkVerifier>
  readonly forwarder: Pick<Forwarder, 'forward'>
  readonly log: Log
  readonly clock: Clock
  /** Aborted when the app closes: nobody is kept waiting then. */
  readonly ending: AbortSignal
  onRecorded(recorded: Recorded, request: RawRequest): void
  onStoreFailure(reason: string): void
}

/**
 * The way of a request: judged, stored, and only then answered. What cannot be stored is never acknowledged,
 * an interceptor call neither: its failure policy, open or closed, then decides. The status is stored with the
 * delivery; where it shows only later, because a target is asked or the answer is held back, null is, and the
 * status once the sender has got it.
 */
export function createCapture(parts: CaptureParts): (request: RawRequest) => Promise<Reply | null> {
  const { endpoints, clock, ending } = parts
  const noteAnswer = (id: string, status: number) => {
    parts.store.call('noteAnswer', { id, status }).catch((error: unknown) => {
      parts.log.warn('What a delivery was answered could not be stored', { id, reason: messageOf(error) })
    })
  }
  return async (request) => {
    try {
      const { body, end, refused: _refused, ...received } = request
      const endpoint = endpoints.match(request.target)
      const signature = signatureHeadersOf(request.headers)
      const { kind, triggerPoint } = kindOf(signature, request.headers, body)
      const signed = {
        kind,
        signature,
        body,
        receivedAt: request.receivedAt,
        isCoded: isCoded(request.headers)
      }
      const judgement =
        judgeUnread(request) ?? judge(await parts.verifier(), parts.secrets.signing(endpoint.id), signed)
      const status = statusOf(request, kind, judgement, endpoint)
      // A request that did not arrive whole is answered by what was wrong with it, an interceptor call by its decision.
      const isWebhook = kind === 'webhook' && end === 'complete'
      const failure = isWebhook ? endpoints.takeFailure(endpoint.id) : null
      const isMirrored =
        !failure && isWebhook && judgement.verdict === 'verified' && isMirroring(endpoints, endpoint.id)
      const decided =
        kind === 'interceptor' && judgement.verdict !== 'rejected'
          ? decisionBody(endpoint.decisions, triggerPoint)
          : null
      const recorded = await parts.store.capture(
        {
          ...received,
          kind,
          endpoint: keyOfEndpointId(endpoint.id),
          bodyComplete: end === 'complete',
          verdict: judgement.verdict,
          reasonCode: judgement.reason?.code ?? null,
          reasonMessage: judgement.reason?.message ?? null,
          status: isMirrored ? null : storedStatus(status, failure),
          webhookId: signature[`${kind}-id`] ?? null,
          triggerPoint,
          decision: decided?.decision ?? null,
          secretId: judgement.secretId,
          sample: judgement.sample
        },
        body
      )
      parts.onRecorded(recorded, request)
      const handed = parts.forwarder.forward(recorded)
      const { id } = recorded.delivery
      const own = { status: failure?.status ?? status ?? 400, body: decided ?? answerBody(id, judgement) }
      if (failure?.kind === 'hangUp') return null
      if (failure?.kind === 'delay') {
        const { over, callOff } = startWait(clock, failure.delayMs ?? 0, ending)
        await over
        callOff()
        return { ...own, onGiven: () => noteAnswer(id, own.status) }
      }
      if (!isMirrored) return own
      const { receivedAt } = request
      const answer = handed ? await mirrorAnswer(handed, own, { receivedAt, clock, ending }) : own
      return { ...answer, onGiven: () => noteAnswer(id, answer.status) }
    } catch (error) {
      const reason = messageOf(error)
      parts.log.error('A delivery could not be stored and was not acknowledged', { reason })
      parts.onStoreFailure(reason)
      return {
        status: 503,
        body: { ok: false, error: 'The delivery could not be stored. Send it again later.' }
      }
    }
  }
}

/** The verdict on what did not arrive whole: there is nothing that a signature could be checked over. */
function judgeUnread({ end, refused }: RawRequest): Judgement | null {
  if (end === 'complete') return null
  const message =
    end === 'too_large'
      ? 'The body is larger than the limit'
      : (refused?.message ?? 'The sender hung up before the request was complete')
  return { verdict: 'rejected', reason: { code: end, message }, secretId: null, sample: false }
}

/** Null when nobody is there any more to be answered. A decision counts only in a 200. */
function statusOf(
  { end, refused }: RawRequest,
  kind: Signed['kind'],
  { verdict }: Judgement,
  { answers }: Pick<Endpoint, 'answers'>
): number | null {
  if (refused) return refused.status
  if (end === 'aborted') return null
  if (end === 'too_large') return 413
  return kind === 'interceptor' && verdict !== 'rejected' ? 200 : answers[verdict]
}

const isMirroring = (endpoints: Pick<Endpoints, 'forwardPlan'>, endpointId: string): boolean =>
  (endpoints.forwardPlan(endpointId)?.mirror ?? null) !== null

/** What is certain of the status before the answer: nothing where it is held back, none where there will be none. */
function storedStatus(status: number | null, failure: Failure | null): number | null {
  if (!failure) return status
  return failure.kind === 'status' ? failure.status : null
}

function answerBody(id: string, { verdict, reason }: Judgement): Reply['body'] {
  switch (verdict) {
    case 'verified':
      return { ok: true, id }
    case 'unchecked':
      return { ok: true, id, unchecked: reason?.message }
    case 'rejected':
      return { ok: false, id, error: reason?.message }
  }
}
