import type { Cause } from '#shared/models.ts'
import type { Findings } from './findings.ts'
import type { Fit } from './find-fit.ts'
import { flawsOf } from './keys.ts'
import { capitalised, endpointNameOf, isOwn, nameOf, type DoctorSecret } from './patient.ts'

/** What the secret that fits shows: that it is not the one it should be, or not written as it should be. */
export function provenSecretCauses({ patient }: Findings, { secret, key }: Fit): Cause[] {
  const causes: Cause[] = []
  if (!isOwn(secret, patient.delivery.endpointId)) {
    const owner = `the endpoint "${secret.endpointName ?? 'unnamed'}"`
    causes.push({
      code: 'other_endpoint_secret',
      title: `It is signed with the secret of ${owner}, but was sent to ${endpointNameOf(patient)}.`,
      evidence: [`${capitalised(nameOf(secret))} of ${owner} reproduces the signature.`],
      fix: `Change the URL in Scalekit's dashboard to the path of ${owner}, or add this secret to the endpoint that it was sent to.`
    })
  }
  if (key.kind === 'repaired') causes.push(malformedSecret(secret, key.what))
  if (key.kind === 'text') {
    causes.push({
      code: 'secret_as_text',
      title: 'The sender uses the secret as text, without decoding it from base64.',
      evidence: [`With ${nameOf(secret)} the signature is right when the key is ${key.what}.`],
      fix: 'Decode the part after whsec_ from base64 in the sender, and sign with those bytes.'
    })
  }
  return causes
}

/** The request is right in all: what was not right was what it was checked with then. */
export function nothingWrong({ secret }: Fit): Cause {
  if (secret.sample) {
    return {
      code: 'sample_secret',
      title: "It is signed with the app's own sample secret: it is a sample event, not one of Scalekit.",
      evidence: ['The sample secret reproduces the signature.'],
      fix: 'Send the sample event again.'
    }
  }
  return {
    code: 'secret_added_later',
    title: `It is signed with ${nameOf(secret)}, which it was not checked with when it arrived.`,
    evidence: ['The signature, its time and its headers are as they should be.'],
    fix: 'Nothing is wrong with the request. Check it again: what this secret explains is then verified.'
  }
}

/** A secret that is missing: a fact, whatever else is the matter. */
export function missingSecretCauses({ patient, extent }: Findings): Cause[] {
  const { secrets, delivery } = patient
  const users = secrets.filter(({ sample }) => !sample)
  if (users.length === 0) {
    return [
      {
        code: 'no_secret_stored',
        title: 'Nobody has checked this delivery: no signing secret is stored yet.',
        evidence: ['It is signed, but there is nothing to check the signature with.'],
        fix: "Add your endpoint's signing secret. If it explains this delivery, it is verified at once, judged by its time of receipt."
      }
    ]
  }
  if (users.some((secret) => isOwn(secret, delivery.endpointId))) return []
  return [
    {
      code: 'no_secret_for_endpoint',
      title: `${capitalised(endpointNameOf(patient))} has no signing secret.`,
      evidence:
        extent === 'whole'
          ? [`None of the secrets of the other endpoints (${users.length}) explains it either.`]
          : [`The other endpoints have ${users.length}.`],
      fix: 'Add the secret that Scalekit shows for this address. If it explains this delivery, it is verified at once.'
    }
  ]
}

export function importedCause(): Cause {
  return {
    code: 'imported',
    title: 'It was imported as verified elsewhere, and no secret here explains it.',
    evidence: ['The verdict in the file was not taken over: only a secret that is stored here proves it.'],
    fix: 'Add the signing secret with which it was verified where it was exported.'
  }
}

/** Stored secrets that look damaged: a possibility, or a fact where the SDK refused them. */
export function malformedSecretCauses({ patient }: Findings): Cause[] {
  return patient.secrets
    .filter((secret) => isOwn(secret, patient.delivery.endpointId) && flawsOf(secret.value).length > 0)
    .map((secret) => malformedSecret(secret, null))
}

function malformedSecret(secret: DoctorSecret, fittingKey: string | null): Cause {
  const flaws = flawsOf(secret.value).map((flaw) => `It ${flaw}.`)
  return {
    code: 'secret_malformed',
    title: `${capitalised(nameOf(secret))} is malformed${fittingKey === null ? '' : ': read as it was meant, it reproduces the signature'}.`,
    evidence: [
      ...flaws,
      ...(fittingKey === null ? [] : [`The signature is right when the key is ${fittingKey}.`]),
      'The SDK wants whsec_ followed by base64.'
    ],
    fix: 'Remove the secret and add it again, copied whole from the Scalekit dashboard. One that is given at the start of the app is corrected there.'
  }
}

/** Secrets were tried, and none fits. */
export function unknownSecretCause({ patient, extent }: Findings, own: readonly DoctorSecret[]): Cause {
  const users = patient.secrets.filter(({ sample }) => !sample)
  const tried = own.slice(0, 5).map(nameOf).join(', ')
  const title =
    patient.delivery.reason?.code === 'no_secret'
      ? `None of your signing secrets (${users.length}) explains this delivery.`
      : 'It was most likely signed with a secret that is not stored here: of another endpoint or environment, or rotated.'
  return {
    code: 'secret_unknown',
    title,
    evidence: [
      `Checked with ${tried}${own.length > 5 ? ` and ${own.length - 5} more` : ''}${users.length > own.length ? `, and with ${users.length - own.length} of other endpoints` : ''}.`,
      extent === 'whole'
        ? 'No way of changing the body that is known here, and no other recipe, explains it with one of them.'
        : 'The body is large or the secrets are many, so that not every way of changing it was tried.'
    ],
    fix: 'Compare the last four characters with those that the Scalekit dashboard shows for the endpoint that sent it, and add that secret.'
  }
}
