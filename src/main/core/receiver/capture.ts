import { messageOf } from '#shared/errors.ts'
import type { Endpoint } from '#shared/endpoint-models.ts'
import { decisionBody } from '../endpoints/decision.ts'
import { keyOfEndpointId } from '../endpoints/endpoint-id.ts'
import type { Endpoints } from '../endpoints/endpoints.ts'
import { kindOf } from '../endpoints/interceptor-call.ts'
import type { Log } from '../ports.ts'
import { isCoded, judge, signatureHeadersOf, type Judgement, type Signed } from '../signatures/judge.ts'
import type { SdkVerifier } from '../signatures/scalekit.ts'
import type { Secrets } from '../signatures/secrets.ts'
import type { Store } from '../store/client.ts'
import type { Recorded } from '../store/capture-operations.ts'
import type { Answer, RawRequest } from './receiver.ts'

export interface CaptureParts {
  readonly store: Store
  readonly endpoints: Pick<Endpoints, 'match'>
  readonly secrets: Pick<Secrets, 'signing'>
  /** Loads the SDK the first time. */
  verifier(): Promise<SdkVerifier>
  readonly log: Log
  onRecorded(recorded: Recorded, request: RawRequest): void
  onStoreFailure(reason: string): void
}

/**
 * The way of a request: judged, stored, and only then answered. What cannot be stored is never acknowledged,
 * an interceptor call neither: its failure policy, open or closed, then decides.
 */
export function createCapture(parts: CaptureParts): (request: RawRequest) => Promise<Answer> {
  return async (request) => {
    try {
      const { body, end, refused: _refused, ...received } = request
      const endpoint = parts.endpoints.match(request.target)
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
          status,
          webhookId: signature[`${kind}-id`] ?? null,
          triggerPoint,
          decision: decided?.decision ?? null,
          secretId: judgement.secretId,
          sample: judgement.sample
        },
        body
      )
      parts.onRecorded(recorded, request)
      return { status: status ?? 400, body: decided ?? answerBody(recorded.delivery.id, judgement) }
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
  { answers }: Endpoint
): number | null {
  if (refused) return refused.status
  if (end === 'aborted') return null
  if (end === 'too_large') return 413
  return kind === 'interceptor' && verdict !== 'rejected' ? 200 : answers[verdict]
}

function answerBody(id: string, { verdict, reason }: Judgement): Answer['body'] {
  switch (verdict) {
    case 'verified':
      return { ok: true, id }
    case 'unchecked':
      return { ok: true, id, unchecked: reason?.message }
    case 'rejected':
      return { ok: false, id, error: reason?.message }
  }
}
