import type { Endpoint } from '#shared/endpoint-models.ts'
import type { Delivery } from '#shared/models.ts'
import type { RunApart } from '../apart.ts'
import type { StoredDelivery } from '../store/deliveries.ts'
import { diagnose } from './doctor/diagnose.ts'
import type { Patient } from './doctor/patient.ts'
import type { Secrets } from './secrets.ts'

/** Adds to a stored delivery what the store cannot know: the secret that verified it, and the diagnosis. */
export type Explain = (stored: StoredDelivery, body: Uint8Array) => Promise<Delivery>

/** Up to this size the steps of a signature that fits are written down within a few milliseconds. */
const LARGEST_AT_ONCE = 200_000

export function createExplain(parts: {
  secrets: Secrets
  endpoint(id: string): Endpoint | null
  runApart: RunApart
}): Explain {
  const { secrets } = parts
  return async (stored, body) => {
    const { secretId, ...delivery } = stored
    const summary = secretId === null ? null : secrets.find(secretId)
    const patient: Patient = {
      delivery,
      body,
      endpoint: parts.endpoint(delivery.endpointId),
      secrets: secrets.ofEveryEndpoint().map((secret) => ({
        ...secret,
        endpointName: secret.endpointId === null ? null : (parts.endpoint(secret.endpointId)?.name ?? null)
      })),
      matchedSecretId: secretId
    }
    const explanation =
      delivery.verdict === 'verified' && body.byteLength <= LARGEST_AT_ONCE
        ? diagnose(patient)
        : // Finding out why one does not fit may take seconds: receiving goes on meanwhile.
          await parts.runApart({ task: 'diagnose', patient })
    return {
      ...delivery,
      secret: summary && {
        id: summary.id,
        kind: summary.kind,
        label: summary.label,
        lastFour: summary.lastFour
      },
      explanation
    }
  }
}
