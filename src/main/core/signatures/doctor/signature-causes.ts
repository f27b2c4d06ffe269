import type { Cause } from '#shared/models.ts'
import type { Fit } from './find-fit.ts'
import { rightOrNot, type Findings } from './findings.ts'
import { clip, nameOf } from './patient.ts'
import type { Claim, Entry } from './signature-entries.ts'

const FORM = 'The SDK wants "v1," and the base64 of 32 bytes; several stand apart by spaces.'
const RESIGN = 'Write the signature as "v1," followed by the digest in base64.'

/** What is the matter with how the signature is written and what it was made over. Facts all. */
export function signatureCauses(findings: Findings): Cause[] {
  const { envelope, fit } = findings
  if (!envelope) return []
  const { signature } = envelope
  const causes: Cause[] = []
  if (fit) {
    const stop = signature.entries.find(({ position, stops }) => stops && position < fit.claim.position)
    // The form t=…,v1=… is a cause of its own.
    if (!fit.claim.read && signature.time === null) causes.push(unread(findings, fit.claim))
    else if (fit.claim.read && stop) causes.push(blocked(fit, stop))
    if (fit.text.kind === 'other') causes.push(otherText(fit))
    return causes
  }
  if (signature.time !== null || signature.claims.some(({ read }) => read)) {
    const stop = signature.entries.find(({ stops }) => stops)
    return stop && signature.time === null ? [malformed(findings, [stop])] : []
  }
  if (signature.entries.length === 0) return [] // An empty header is a missing one.
  const [claim] = signature.claims
  return [claim ? unread(findings, claim) : malformed(findings, signature.entries)]
}

const entryText = ({ position, text, stops, version }: Entry): string => {
  const skipped = version === 'v1' ? 'holds no signature' : 'is of no version that the SDK reads, and skipped'
  return `Entry ${position}, ${clip(text, 60)}, ${stops ?? skipped}.`
}

/** A digest of the right size that the SDK does not look at. */
function unread(findings: Findings, { position, encoding, version }: Claim): Cause {
  const where = `Entry ${position} of ${findings.envelope?.name ?? 'the signature header'}`
  const facts = [FORM, ...rightOrNot(findings)]
  if (encoding === 'hex') {
    return {
      code: 'signature_hex',
      title: 'The signature is written in hexadecimal instead of base64.',
      evidence: [`${where} has 64 hexadecimal digits.`, ...facts],
      fix: RESIGN
    }
  }
  if (version === null) {
    return {
      code: 'signature_unversioned',
      title: 'The signature lacks its version, "v1,".',
      evidence: [`${where} begins with the digest itself, so the SDK skips it.`, ...facts],
      fix: RESIGN
    }
  }
  if (version !== 'v1') {
    return {
      code: 'signature_version',
      title: `The signature is marked as version ${version}, which the SDK skips.`,
      evidence: [`${where} is marked ${version}.`, ...facts],
      fix: RESIGN
    }
  }
  return {
    code: 'signature_separator',
    title: 'The signature stands where the SDK does not look for it.',
    evidence: [`${where} is not the part after "v1," and before a space or another comma.`, ...facts],
    fix: 'Write each signature as "v1,<base64>", without quotes, and put a space between two of them.'
  }
}

/** The scheme says to try every signature; the SDK stops at one of another length. */
function blocked({ claim, secret, envelope }: Fit, stop: Entry): Cause {
  return {
    code: 'signature_blocked',
    title: 'A malformed signature stands before the good one, and the SDK gives up there.',
    evidence: [
      entryText(stop),
      `Entry ${claim.position} of ${envelope.signature.entries.length} is right, with ${nameOf(secret)}.`,
      'The scheme allows it: any matching signature is enough. The SDK for Node compares in order, and a length that differs ends the whole check.'
    ],
    fix: 'Have the sender leave the malformed signature out, or put the good one first.'
  }
}

function malformed(findings: Findings, entries: readonly Entry[]): Cause {
  const versions = [...new Set(entries.map(({ version }) => version))]
  const isOther = versions.every((version) => version !== null && version !== 'v1')
  return {
    code: isOther ? 'signature_version' : 'signature_malformed',
    title: isOther
      ? `There are only signatures of version ${versions.join(', ')}, which the SDK skips.`
      : 'The signature header is malformed.',
    evidence: [
      ...entries.slice(0, 5).map(entryText),
      FORM,
      ...(findings.envelope?.signature.claims.some(({ read }) => read) ? rightOrNot(findings) : [])
    ],
    fix: RESIGN
  }
}

function otherText({ text, secret, claim, key }: Fit): Cause {
  const isDocumented = text.what.startsWith('timestamp.body') && claim.encoding === 'hex'
  return {
    code: 'signed_text',
    title: `It is signed by another recipe: ${text.what}.`,
    evidence: [
      `HMAC-SHA256 over ${text.what} gives this signature, with ${nameOf(secret)}; the key is ${key.what}.`,
      ...(isDocumented
        ? ["A page of Scalekit's documentation on best practices shows this recipe, which no SDK follows."]
        : []),
      'The scheme signs id.timestamp.body, joined by full stops.'
    ],
    fix: 'Sign id.timestamp.body, with the key decoded from the base64 after whsec_.'
  }
}
