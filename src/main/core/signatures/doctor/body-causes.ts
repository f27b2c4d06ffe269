import type { Cause } from '#shared/models.ts'
import { JsonTextError, parseJsonText } from '#shared/json-text.ts'
import { firstInvalidByte, JSON_FORMS_LIMIT, unpack, type BodyForm } from './body-forms.ts'
import { valuesOf } from './envelopes.ts'
import type { Findings } from './findings.ts'
import type { Fit } from './find-fit.ts'
import { endOfToken } from './json-forms.ts'
import { bufferOf, nameOf, type Patient } from './patient.ts'

const TITLES: Readonly<Record<BodyForm['code'], string>> = {
  body_newline: 'A newline or other white space at the end of the body was added or dropped on the way.',
  body_bom: 'The byte order mark of the body was added or dropped on the way.',
  body_line_ends: 'The line ends of the body were changed on the way.',
  body_charset: 'The body was written anew in another charset on the way.',
  body_compressed: 'The body was compressed after it was signed.',
  body_decompressed: 'The body was unpacked on the way, while the compressed bytes were signed.',
  body_wrapped: 'The body was wrapped on the way.',
  body_not_signed: 'The sender signed something else than the body that it sent.',
  body_whitespace: 'The white space of the body was changed after it was signed.',
  body_escapes: 'The escapes in the body were changed after it was signed.',
  body_keys_sorted: 'The keys of the body were put in another order after it was signed.',
  body_reserialised: 'The body was parsed and printed anew after it was signed.'
}

const REFORMATTED =
  'Find what parses the body between the sender and here (a proxy, a gateway, a forwarding script), and hand the bytes on as they came. In a sender of your own, sign exactly the text that is sent.'
const FIXES: Readonly<Partial<Record<BodyForm['code'], string>>> = {
  body_compressed: 'Turn off compression on the way, or sign the bytes that are sent.',
  body_decompressed: 'Let the body through as it was sent, or sign it before it is compressed.',
  body_not_signed:
    'Sign the raw text of the body: a body stream that was read already is empty, and a parsed one is no text.'
}

/** What the body that fits shows. */
export function provenBodyCauses({ patient }: Findings, fit: Fit): Cause[] {
  const causes: Cause[] = []
  if (fit.bodyForm) {
    const { code, what, bytes } = fit.bodyForm
    causes.push({
      code,
      title: TITLES[code],
      evidence: [
        `The signature is right for ${what}, with ${nameOf(fit.secret)}.`,
        `${bytes.length} bytes were signed, ${patient.body.length} arrived.`,
        ...(isText(code) ? firstDifference(bufferOf(bytes), bufferOf(patient.body)) : [])
      ],
      fix: FIXES[code] ?? REFORMATTED
    })
  }
  const invalidAt = fit.bodyForm ? null : firstInvalidByte(bufferOf(fit.body))
  const isCoded = valuesOf(patient.delivery.headers, 'content-encoding').length > 0
  if (invalidAt !== null && !isCoded) causes.push(notUtf8(invalidAt, true))
  return causes
}

const isText = (code: BodyForm['code']): boolean =>
  code !== 'body_compressed' && code !== 'body_decompressed' && code !== 'body_not_signed'

const EXCERPT = 24

/** Named by its offset from 0, with what stands there on either side. */
function firstDifference(signed: Buffer, arrived: Buffer): string[] {
  const shorter = Math.min(signed.length, arrived.length)
  let at = 0
  while (at < shorter && signed[at] === arrived[at]) at++
  // Back to where the character begins, whose bytes may have the same beginning.
  while (at > 0 && ((signed[at] ?? 0) & 0xc0) === 0x80) at--
  const show = (bytes: Buffer) => {
    const text = bytes.subarray(at, at + EXCERPT).toString()
    return text === '' ? 'the end' : JSON.stringify(text).replace('\ufeff', '\\ufeff')
  }
  return [`They differ from byte ${at} on: signed ${show(signed)}, arrived ${show(arrived)}.`]
}

const notUtf8 = (offset: number, isProven: boolean): Cause => ({
  code: 'body_not_utf8',
  title: isProven
    ? 'The signature fits the bytes of the body, but they are no UTF-8, and the SDK hashes text.'
    : 'The body is no UTF-8, and the SDK hashes text.',
  evidence: [
    `The first byte that is no UTF-8 is at offset ${offset}.`,
    'Read as text, such bytes turn into replacement characters, so that what is hashed is not what was signed.'
  ],
  fix: 'Have the sender write its JSON in UTF-8.'
})

/** Requests that ended before they could be checked. */
export function captureCauses({ patient }: Findings): Cause[] {
  const { reason, bodyBytes, headers, status, bodyComplete } = patient.delivery
  const announced = valuesOf(headers, 'content-length').join(', ')
  const arrived = `${bodyBytes} bytes of the body arrived${announced ? ` of the ${announced} that content-length announced` : ''}; ${patient.body.length} are kept.`
  if (reason?.code === 'too_large') {
    return [
      {
        code: 'too_large',
        title: 'The body is larger than the limit, so it was refused.',
        evidence: [arrived, ...(status === null ? [] : [`The sender was answered ${status}.`])],
        fix: 'If such bodies are meant to come, raise the largest body under Settings → What is kept, and have it sent again.'
      }
    ]
  }
  if (reason?.code !== 'aborted' && bodyComplete) return []
  return [
    {
      code: 'aborted',
      title: 'The sender hung up before the request was complete.',
      evidence: [arrived, 'A signature covers the whole body, so that it cannot be checked.'],
      fix: 'Nothing was acknowledged, so that a well-behaved sender tries again. If it happens again, look at time limits of the sender and of what is on the way.'
    }
  ]
}

/** Traces of a change that no attempt could undo: facts about the body, possibilities as causes. */
export function tracesOfChange({ patient }: Findings): Cause[] {
  const body = bufferOf(patient.body)
  const { headers } = patient.delivery
  if (body.length === 0) {
    return [
      {
        code: 'body_empty',
        title: 'The body is empty, and the signature is not that of an empty body.',
        evidence: ['0 bytes arrived. Scalekit never sends an empty body.'],
        fix: 'Find what drops the body on the way: a redirect that turns POST into GET, or a proxy that has read it already.'
      }
    ]
  }
  const [encoding = null] = valuesOf(headers, 'content-encoding')
  if (unpack(body, encoding)) return []
  const invalidAt = firstInvalidByte(body)
  if (invalidAt !== null) return [notUtf8(invalidAt, false)]
  const replacedAt = body.indexOf('\ufffd')
  if (replacedAt >= 0) {
    return [
      {
        code: 'body_replaced_characters',
        title: 'The body may have been read in a wrong charset on the way: it has a replacement character.',
        evidence: [
          `The first one (U+FFFD) is at byte ${replacedAt}. What it stands for is lost, so that it cannot be tried.`
        ],
        fix: REFORMATTED
      }
    ]
  }
  const flaw = jsonFlaw(patient, body)
  if (flaw === null) return []
  return [
    {
      code: flaw.isCut ? 'body_cut' : 'body_not_json',
      title: flaw.isCut
        ? 'The body may have been cut off on the way: its JSON is not complete.'
        : 'The body is not JSON: it may have been changed on the way, or comes from another sender.',
      evidence: [`${flaw.message}. ${body.length} bytes arrived.`],
      fix: 'Look for a proxy or a forwarding script with a size limit, or one that rewrites bodies.'
    }
  ]
}

function jsonFlaw({ delivery }: Patient, body: Buffer): { message: string; isCut: boolean } | null {
  if (body.length > JSON_FORMS_LIMIT || delivery.method === 'GET') return null
  const text = body.toString().replace(/^\ufeff/, '')
  try {
    parseJsonText(text)
    return null
  } catch (error) {
    if (!(error instanceof JsonTextError)) throw error
    // The token that cannot be read goes on beyond the end.
    return { message: error.message, isCut: endOfToken(text, error.offset) > text.length }
  }
}

/** Always possible while nothing fits, and never to be excluded. */
export function changedBodyCause({ patient }: Findings): Cause {
  const relays = patient.delivery.headers
    .map(([name]) => name.toLowerCase())
    .filter((name) => name === 'via' || name.startsWith('x-forwarded-'))
  return {
    code: 'body_changed',
    title:
      'The body, the id or the timestamp may have been changed on the way, beyond what can be undone here.',
    evidence: [
      `${patient.body.length} bytes are kept exactly as they arrived.`,
      ...(relays.length > 0
        ? [`It came through others: ${[...new Set(relays)].slice(0, 6).join(', ')}.`]
        : [])
    ],
    fix: 'Send the same request straight to the receiver, without what is on the way, and compare.'
  }
}
