import type { StoredDelivery } from '../../store/deliveries.ts'

export interface DoctorSecret {
  readonly id: string
  readonly label: string
  readonly lastFour: string
  readonly value: string
  /** Null for the sample secret, and for one that serves every endpoint. */
  readonly endpointId: string | null
  readonly endpointName: string | null
  readonly sample: boolean
}

/** All that a diagnosis is made from. */
export interface Patient {
  readonly delivery: Pick<
    StoredDelivery,
    | 'kind'
    | 'verdict'
    | 'reason'
    | 'method'
    | 'target'
    | 'headers'
    | 'trailers'
    | 'receivedAt'
    | 'bodyBytes'
    | 'bodyComplete'
    | 'status'
    | 'webhookId'
    | 'triggerPoint'
    | 'endpointId'
  >
  readonly body: Uint8Array
  /** Null when it has been removed since. */
  readonly endpoint: { readonly id: string; readonly name: string } | null
  /** Every usable signing secret of every endpoint in the order of their adding, and the sample secret. */
  readonly secrets: readonly DoctorSecret[]
  readonly matchedSecretId: string | null
}

/** True for the secrets that a delivery to this endpoint is checked with. */
export const isOwn = (secret: DoctorSecret, endpointId: string): boolean =>
  secret.sample || secret.endpointId === null || secret.endpointId === endpointId

/** What a secret is called in a sentence: never by its value. */
export const nameOf = ({ sample, label, lastFour }: DoctorSecret): string =>
  sample ? "the app's own sample secret" : `the secret "${label}" (…${lastFour})`

export const endpointNameOf = ({ endpoint }: Pick<Patient, 'endpoint'>): string =>
  endpoint ? `the endpoint "${endpoint.name}"` : 'an endpoint that has been removed since'

/** Text of a stranger, short enough for a sentence. */
export const clip = (text: string, length = 120): string =>
  text.length > length ? `${text.slice(0, length)}…` : text

export const bufferOf = (body: Uint8Array): Buffer =>
  Buffer.from(body.buffer, body.byteOffset, body.byteLength)

export const capitalised = (sentence: string): string => sentence.charAt(0).toUpperCase() + sentence.slice(1)
