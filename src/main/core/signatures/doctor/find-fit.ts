import { hmacOf } from '../sign.ts'
import { byteForms, JSON_FORMS_LIMIT, textForms, type BodyForm } from './body-forms.ts'
import { valuesOf, type Envelope } from './envelopes.ts'
import { keyFormsOf, type KeyForm } from './keys.ts'
import { bufferOf, isOwn, type DoctorSecret, type Patient } from './patient.ts'
import type { Claim } from './signature-entries.ts'

/** What is hashed around the body. */
export interface TextForm {
  /** `scheme`: id.timestamp.body. `other`: another recipe, named by `what`. */
  readonly kind: 'scheme' | 'other'
  readonly what: string
  readonly before: string
  readonly after: string
  /** The id and the timestamp as they are hashed. */
  readonly id: string
  readonly timestamp: string
}

/** The one way found to make the signature that arrived. */
export interface Fit {
  readonly envelope: Envelope
  readonly claim: Claim
  readonly secret: DoctorSecret
  readonly key: KeyForm
  readonly text: TextForm
  /** Null where the body is right as it arrived. */
  readonly bodyForm: BodyForm | null
  readonly body: Uint8Array
}

export interface Search {
  readonly fit: Fit | null
  /** `none`: there is no signature to compare with, or no id or timestamp to compute it from. `cut_short`: that nothing fits is not proven. */
  readonly extent: 'whole' | 'cut_short' | 'none'
}

/**
 * How much may be hashed for one diagnosis, in bytes: about half a second. Each try counts its body and
 * a constant for its own cost, so that it bounds many small tries as well as a few on 100 MB. Own secrets,
 * and the likeliest alterations, come first. A very large body gets a few tries in any case.
 */
const BUDGET = 256_000_000
const TRIES_AT_LEAST = 8
const COST_OF_A_TRY = 4_000
/** An import may bring any number of signature headers. */
const MAX_ENVELOPES = 8

type Try = Pick<Fit, 'secret' | 'key' | 'text' | 'bodyForm' | 'body'>

/** Looks for a secret, a key, a signed text and a body that together give a signature of the request. */
export function findFit(patient: Patient, envelopes: readonly Envelope[], tries: Tries): Search {
  const relevant = envelopes.filter(({ signature }) => signature.claims.length > 0).slice(0, MAX_ENVELOPES)
  const claims = new Map<string, Pick<Fit, 'envelope' | 'claim'>>()
  for (const envelope of relevant) {
    for (const claim of envelope.signature.claims) {
      const digest = claim.digest.toString('latin1')
      // The same signature may stand there twice; what the SDK reads counts.
      if (claim.read || !claims.has(digest)) claims.set(digest, { envelope, claim })
    }
  }
  if (claims.size === 0) return { fit: null, extent: 'none' }
  let left = Math.max(BUDGET, TRIES_AT_LEAST * patient.body.length)
  for (const one of tries(patient, relevant)) {
    left -= one.body.length + COST_OF_A_TRY
    if (left < 0) return { fit: null, extent: 'cut_short' }
    const digest = hmacOf(one.key.bytes, one.text.before, one.body, one.text.after)
    const met = claims.get(digest.toString('latin1'))
    if (met) return { fit: { ...one, ...met }, extent: 'whole' }
  }
  if (!relevant.some(({ ids, timestamp }) => ids.length > 0 && timestamp))
    return { fit: null, extent: 'none' }
  return { fit: null, extent: patient.body.length > JSON_FORMS_LIMIT ? 'cut_short' : 'whole' }
}

type Tries = (patient: Patient, envelopes: readonly Envelope[]) => Generator<Try>

/** The request as it is, with each secret as it is: what a verified delivery fits. */
export function* plainTries({ body, ...patient }: Patient, envelopes: readonly Envelope[]): Generator<Try> {
  const texts = distinct(envelopes.flatMap(schemeTexts))
  yield* combine(keyed(patient), ['sdk'], texts, { bodyForm: null, body })
}

/** Everything that is known to go wrong, the likeliest and cheapest first. */
export function* allTries(patient: Patient, envelopes: readonly Envelope[]): Generator<Try> {
  yield* plainTries(patient, envelopes)
  const body = bufferOf(patient.body)
  const arrived = { bodyForm: null, body }
  const texts = distinct(envelopes.flatMap(schemeTexts))
  const secrets = keyed(patient)
  yield* combine(secrets, ['repaired'], texts, arrived)
  const [encoding = null] = valuesOf(patient.delivery.headers, 'content-encoding')
  for (const form of byteForms(body, encoding)) {
    yield* combine(secrets, ['sdk'], texts, { bodyForm: form, body: form.bytes })
  }
  const others = distinct(envelopes.flatMap(otherTexts))
  yield* combine(secrets, ['sdk', 'repaired', 'text'], others, arrived)
  yield* combine(secrets, ['text'], texts, arrived)
  for (const form of textForms(body)) {
    yield* combine(secrets, ['sdk'], texts, { bodyForm: form, body: form.bytes })
  }
}

interface Keyed {
  readonly secret: DoctorSecret
  readonly keys: readonly KeyForm[]
}

/** Secrets of the delivery's own endpoint first. */
function keyed({ secrets, delivery }: Pick<Patient, 'secrets' | 'delivery'>): Keyed[] {
  const own = secrets.filter((secret) => isOwn(secret, delivery.endpointId))
  const others = secrets.filter((secret) => !own.includes(secret))
  return [...own, ...others].map((secret) => ({ secret, keys: keyFormsOf(secret.value) }))
}

function* combine(
  secrets: readonly Keyed[],
  kinds: readonly KeyForm['kind'][],
  texts: readonly TextForm[],
  signed: Pick<Try, 'bodyForm' | 'body'>
): Generator<Try> {
  for (const { secret, keys } of secrets) {
    for (const key of keys) {
      if (kinds.includes(key.kind)) for (const text of texts) yield { secret, key, text, ...signed }
    }
  }
}

/** The ways to take the timestamp: as the SDK reads it, as it was sent, and as it was meant. */
function timestampsOf({ timestamp }: Envelope): string[] {
  if (!timestamp) return []
  const numbers = [timestamp.sdkSeconds, timestamp.seconds].filter((seconds) => seconds !== null)
  const [asRead, ...meant] = numbers.map(String)
  return [...new Set([...(asRead === undefined ? [] : [asRead]), timestamp.text, ...meant])]
}

function schemeTexts(envelope: Envelope): TextForm[] {
  return envelope.ids.flatMap((id) =>
    timestampsOf(envelope).map((timestamp) => ({
      kind: 'scheme' as const,
      what: 'id.timestamp.body',
      before: `${id}.${timestamp}.`,
      after: '',
      id,
      timestamp
    }))
  )
}

/** Recipes of other services and of wrong pages. */
function otherTexts(envelope: Envelope): TextForm[] {
  const form = (what: string, before: string, after: string, id: string, timestamp: string): TextForm => ({
    kind: 'other',
    what,
    before,
    after,
    id,
    timestamp
  })
  const [id = ''] = envelope.ids
  const timestamps = timestampsOf(envelope)
  const withTimestamp = timestamps.flatMap((time) => [
    form('timestamp.body, without the id', `${time}.`, '', '', time),
    form('timestamp:body, without the id', `${time}:`, '', '', time),
    form('v0:timestamp:body, without the id', `v0:${time}:`, '', '', time),
    form('the timestamp and the body, without a separator', time, '', '', time)
  ])
  const withBoth = timestamps.flatMap((time) => [
    form('id:timestamp:body', `${id}:${time}:`, '', id, time),
    form('id, timestamp and body on lines of their own', `${id}\n${time}\n`, '', id, time),
    form('id, timestamp and body without separators', `${id}${time}`, '', id, time),
    form('timestamp.id.body', `${time}.${id}.`, '', id, time),
    form('timestamp.body.id', `${time}.`, `.${id}`, id, time)
  ])
  return [
    ...withTimestamp,
    ...(envelope.ids.length > 0 ? withBoth : []),
    form('the body alone', '', '', '', ''),
    ...(envelope.ids.length > 0 ? [form('id.body, without the timestamp', `${id}.`, '', id, '')] : [])
  ]
}

function distinct(forms: readonly TextForm[]): TextForm[] {
  const seen = new Set<string>()
  return forms.filter(({ before, after }) => {
    const key = JSON.stringify([before, after])
    return !seen.has(key) && seen.add(key)
  })
}
