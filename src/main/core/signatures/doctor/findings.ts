import { isUtf8 } from 'node:buffer'
import { findEnvelopes, type Envelope } from './envelopes.ts'
import { allTries, findFit, plainTries, type Search } from './find-fit.ts'
import { bufferOf, nameOf, type Patient } from './patient.ts'

/** What the causes are read from. */
export interface Findings extends Search {
  readonly patient: Patient
  readonly envelopes: readonly Envelope[]
  /** The signature that is talked about: the one that fits, else the one in the place where it belongs. */
  readonly envelope: Envelope | null
}

export function examine(patient: Patient): Findings {
  const envelopes = findEnvelopes(patient.delivery)
  // A beginning of a body has no signature of its own.
  const search: Search = patient.delivery.bodyComplete
    ? findFit(patient, envelopes, allTries)
    : { fit: null, extent: 'none' }
  return { ...search, patient, envelopes, envelope: search.fit?.envelope ?? envelopes[0] ?? null }
}

/** Of a verified delivery only the secret is in question: the one that matched, or its like if it is gone. */
export function examineVerified(patient: Patient): Findings {
  const envelopes = findEnvelopes(patient.delivery)
  const matched = patient.secrets.filter(({ id }) => id === patient.matchedSecretId)
  const secrets = matched.length > 0 ? matched : patient.secrets
  let search = findFit({ ...patient, secrets }, envelopes, plainTries)
  if (!search.fit && !isUtf8(patient.body)) {
    // The SDK hashes text, in which bytes that are no UTF-8 have become replacement characters.
    const body = Buffer.from(bufferOf(patient.body).toString())
    search = findFit({ ...patient, secrets, body }, envelopes, plainTries)
  }
  return { ...search, patient, envelopes, envelope: search.fit?.envelope ?? envelopes[0] ?? null }
}

/** Whether the signature is right apart from the cause at hand, as a sentence. */
export function rightOrNot({ fit, extent, patient }: Findings): string[] {
  if (fit) return [`The signature itself can be reproduced, with ${nameOf(fit.secret)}.`]
  if (extent !== 'whole' || !patient.secrets.some(({ sample }) => !sample)) return []
  return ['No stored secret reproduces its signature either, in any way that was tried.']
}
