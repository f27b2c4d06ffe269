import { messageOf } from '#shared/errors.ts'
import type { Log } from '../ports.ts'
import { judge, signatureHeadersOf, type Judgement } from '../signatures/judge.ts'
import type { SdkVerifier } from '../signatures/scalekit.ts'
import type { Secrets } from '../signatures/secrets.ts'
import type { Store } from '../store/client.ts'
import type { Recorded } from '../store/operations.ts'
import type { Answer, RawRequest } from './receiver.ts'

export interface CaptureParts {
  readonly store: Store
  readonly secrets: Secrets
  /** Loads the SDK the first time. */
  verifier(): Promise<SdkVerifier>
  readonly log: Log
  onRecorded(recorded: Recorded): void
  onStoreFailure(reason: string): void
}

const STATUS = { verified: 200, unchecked: 202, rejected: 401 } as const

/** The way of a request: judged, stored, and only then answered. What cannot be stored is never acknowledged. */
export function createCapture(parts: CaptureParts): (request: RawRequest) => Promise<Answer> {
  return async (request) => {
    try {
      const signature = signatureHeadersOf(request.headers)
      const judgement = judgeRequest(request, await parts.verifier(), parts.secrets, signature)
      const { body, end, ...received } = request
      const status = end === 'aborted' ? null : statusOf(request, judgement)
      const recorded = await parts.store.capture(
        {
          ...received,
          bodyComplete: end === 'complete',
          verdict: judgement.verdict,
          reasonCode: judgement.reason?.code ?? null,
          reasonMessage: judgement.reason?.message ?? null,
          status,
          webhookId: signature['webhook-id'] ?? null,
          secretId: judgement.secretId,
          sample: judgement.sample
        },
        body
      )
      parts.onRecorded(recorded)
      return answer(status ?? 400, recorded.delivery.id, judgement)
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

function judgeRequest(
  request: RawRequest,
  verifier: SdkVerifier,
  secrets: Secrets,
  signature: ReturnType<typeof signatureHeadersOf>
): Judgement {
  const refused = (code: 'too_large' | 'aborted', message: string): Judgement => ({
    verdict: 'rejected',
    reason: { code, message },
    secretId: null,
    sample: false
  })
  if (request.end === 'aborted')
    return refused('aborted', 'The sender hung up before the request was complete')
  if (request.end === 'too_large') return refused('too_large', 'The body is larger than the limit')
  return judge(verifier, secrets.signing(), signature, request.body, request.receivedAt)
}

const statusOf = (request: RawRequest, judgement: Judgement): number =>
  request.end === 'too_large' ? 413 : STATUS[judgement.verdict]

function answer(status: number, id: string, { reason }: Judgement): Answer {
  if (status === 200) return { status, body: { ok: true, id } }
  if (status === 202) return { status, body: { ok: true, id, unchecked: reason?.message } }
  return { status, body: { ok: false, id, error: reason?.message } }
}
