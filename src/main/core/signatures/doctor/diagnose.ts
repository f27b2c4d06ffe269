import type { Cause, Explanation } from '#shared/models.ts'
import { captureCauses, changedBodyCause, provenBodyCauses, tracesOfChange } from './body-causes.ts'
import { computationOf } from './computation.ts'
import type { Fit } from './find-fit.ts'
import { examine, examineVerified, type Findings } from './findings.ts'
import { headerCauses } from './header-causes.ts'
import { isOwn, nameOf, type DoctorSecret, type Patient } from './patient.ts'
import {
  importedCause,
  malformedSecretCauses,
  missingSecretCauses,
  nothingWrong,
  provenSecretCauses,
  unknownSecretCause
} from './secret-causes.ts'
import { signatureCauses } from './signature-causes.ts'
import { timestampCauses } from './timestamp-causes.ts'
import { dateOf, describeSkew, skewOf, TOLERANCE_S } from './timestamp.ts'
import { standingWarnings, warningsOf } from './warnings.ts'

/**
 * Says why a delivery was judged as it was. Pure; takes time in proportion to the body, bounded as
 * `find-fit.ts` says.
 *
 * A delivery that is not verified is explained by search: which stored secret makes the signature that
 * arrived, if the header names, the time, the recipe or the body were otherwise than they are? Where one
 * does, each respect in which the request departs from the scheme is a cause, and a fact. Where none does,
 * what can be seen without a secret comes first, and then what may be.
 */
export function diagnose(patient: Patient): Explanation {
  const explanation =
    patient.delivery.verdict === 'verified' ? explainVerified(patient) : explainRefused(examine(patient))
  return withoutSecrets(explanation, patient.secrets)
}

function explainRefused(findings: Findings): Explanation {
  const { patient, fit } = findings
  const causes = fit ? provenCauses(findings, fit) : likelyCauses(findings)
  const [first] = causes
  return {
    headline: first?.title ?? 'Nothing is known about this delivery.',
    evidence: first?.evidence ?? [],
    fix: first?.fix ?? null,
    causes,
    computation: fit ? computationOf(fit, patient.delivery.receivedAt) : null,
    warnings: standingWarnings(patient)
  }
}

/** In the order in which the SDK would stumble over them. */
function provenCauses(findings: Findings, fit: Fit): Cause[] {
  const causes = [
    ...headerCauses(findings),
    ...provenSecretCauses(findings, fit),
    ...timestampCauses(findings),
    ...signatureCauses(findings),
    ...provenBodyCauses(findings, fit)
  ]
  return causes.length > 0 ? causes : [nothingWrong(fit)]
}

function likelyCauses(findings: Findings): Cause[] {
  const { patient } = findings
  const capture = captureCauses(findings)
  const headers = headerCauses(findings)
  // What is not signed, or not here as a whole, needs no further suspects.
  if (capture.length > 0) return [...capture, ...headers]
  if (headers.some(({ code }) => code === 'unsigned')) return headers
  const malformed = malformedSecretCauses(findings)
  const own = patient.secrets.filter((one) => !one.sample && isOwn(one, patient.delivery.endpointId))
  const wasCompared = findings.extent !== 'none' && own.length > 0
  const traces = wasCompared ? tracesOfChange(findings) : []
  const isRefusedSecret = patient.delivery.reason?.code === 'invalid_secret'
  return [
    ...headers,
    ...(patient.delivery.reason?.code === 'imported' ? [importedCause()] : []),
    ...missingSecretCauses(findings),
    ...(isRefusedSecret ? malformed : []),
    ...timestampCauses(findings),
    ...signatureCauses(findings),
    ...traces,
    ...(wasCompared ? [unknownSecretCause(findings, own)] : []),
    ...(isRefusedSecret ? [] : malformed),
    ...(wasCompared && traces.length === 0 ? [changedBodyCause(findings)] : [])
  ]
}

function explainVerified(patient: Patient): Explanation {
  const findings = examineVerified(patient)
  const { fit, envelope } = findings
  const { receivedAt } = patient.delivery
  const seconds = envelope?.timestamp?.seconds ?? null
  return {
    headline: 'The signature is genuine.',
    evidence: [
      fit
        ? `It was made with ${nameOf(fit.secret)}${rotationOf(patient, fit)}.`
        : 'The secret that it was made with has been removed since, or was never stored here.',
      ...(seconds === null
        ? []
        : [
            `It was signed ${describeSkew(skewOf(seconds, receivedAt))}, at ${dateOf(seconds) ?? seconds}; ${TOLERANCE_S} s are allowed.`
          ])
    ],
    fix: null,
    causes: [],
    computation: fit ? computationOf(fit, receivedAt) : null,
    warnings: [...standingWarnings(patient), ...(fit ? warningsOf(findings, fit) : [])]
  }
}

/** More than one secret means a rotation, or several environments behind one address. */
function rotationOf({ secrets, delivery }: Patient, { secret }: Fit): string {
  const own = secrets.filter((one) => !one.sample && isOwn(one, delivery.endpointId))
  const newest = own.at(-1)
  if (!own.includes(secret) || !newest || newest === secret) return ''
  return `, one of ${own.length} for this endpoint; ${nameOf(newest)} was added later`
}

/** Shorter than this, a value would be found in half of all words. */
const SECRET_LENGTH = 8

/** A stranger may have sent a secret back as a header or in the body, which are quoted here. */
function withoutSecrets(explanation: Explanation, secrets: readonly DoctorSecret[]): Explanation {
  const masks = secrets
    .flatMap(({ value, lastFour }) =>
      [value, value.trim(), value.replace(/^[^_]*_/, '')].map((text) => ({
        text,
        mask: `(secret …${lastFour})`
      }))
    )
    .filter(({ text }) => text.length >= SECRET_LENGTH)
    .toSorted((a, b) => b.text.length - a.text.length)
  const clean = (text: string) =>
    masks.reduce((left, { text: value, mask }) => left.replaceAll(value, mask), text)
  const cleanAll = (texts: readonly string[]) => texts.map(clean)
  const { headline, evidence, fix, causes, computation, warnings } = explanation
  return {
    headline: clean(headline),
    evidence: cleanAll(evidence),
    fix: fix && clean(fix),
    causes: causes.map((cause) => ({
      code: cause.code,
      title: clean(cause.title),
      evidence: cleanAll(cause.evidence),
      fix: cause.fix && clean(cause.fix)
    })),
    computation:
      computation && computation.map(({ name, value }) => ({ name: clean(name), value: clean(value) })),
    warnings: cleanAll(warnings)
  }
}
