import { readPastedSecret } from '../read-secret.ts'
import { signingKey } from '../sign.ts'

/** A way to make a key of a secret. */
export interface KeyForm {
  /**
   * `sdk`: as the SDKs do. `repaired`: as they would, had the secret been stored as it was meant.
   * `text`: a recipe that does not decode the secret at all.
   */
  readonly kind: 'sdk' | 'repaired' | 'text'
  readonly bytes: Buffer
  /** What this form does, after "the key is". */
  readonly what: string
}

/** What is wrong with how a secret is written, as a sentence without its subject. */
export function flawsOf(secret: string): string[] {
  const flaws: string[] = []
  const [prefix = '', ...rest] = secret.split('_')
  const key = rest[0] ?? ''
  if (secret !== secret.trim()) flaws.push('has white space around it')
  if (/^\s*["'`]|["'`;]\s*$/.test(secret)) flaws.push('has quotes around it')
  if (rest.length === 0) flaws.push('has no underscore, so the SDK refuses it: whsec_ is missing')
  else if (!prefix.trimStart().endsWith('whsec')) flaws.push('does not start with whsec_')
  if (rest.length > 1) {
    flaws.push('has a second underscore, at which the SDK cuts the key off')
  }
  if (/\S\s+\S/.test(secret)) flaws.push('has white space inside')
  if (/%[0-9a-f]{2}/i.test(secret)) flaws.push('is percent-encoded')
  if (/-/.test(key)) flaws.push('has a - of base64url, which the SDKs for Go, Python and Java refuse')
  if (rest.length > 0 && signingKey(secret)?.length === 0) {
    flaws.push('has an empty key, with which anyone can sign')
  }
  return flaws
}

/** The keys that a secret may have been meant as, the SDK's first; none twice. */
export function keyFormsOf(secret: string): KeyForm[] {
  const forms: KeyForm[] = []
  const add = (kind: KeyForm['kind'], bytes: Buffer | null, what: string) => {
    if (!bytes || (kind !== 'sdk' && bytes.length === 0)) return
    if (!forms.some((form) => form.bytes.equals(bytes))) forms.push({ kind, bytes, what })
  }
  const decoded = (text: string) => Buffer.from(text, 'base64')
  const afterPrefix = secret.trim().replace(/^[^_]*_/, '')

  add('sdk', signingKey(secret), 'the base64 after the first underscore')
  const meant = unpasted(secret)
  if (meant !== null) {
    add('repaired', signingKey(meant), 'that of the secret without what was copied with it (quotes, a name)')
  }
  if (decoded(secret).toString('latin1').startsWith('whsec_')) {
    add('repaired', signingKey(decoded(secret).toString('latin1')), 'that of the secret decoded from base64')
  }
  if (/%[0-9a-f]{2}/i.test(secret)) {
    add('repaired', signingKey(percentDecoded(secret)), 'that of the secret without percent-encoding')
  }
  if (afterPrefix.includes(' ')) {
    add('repaired', decoded(afterPrefix.replaceAll(' ', '+')), 'the base64 with its spaces read as +')
  }
  const wide = secret.includes('_') ? 'all that follows the first underscore' : 'the secret without a prefix'
  add('repaired', decoded(afterPrefix), `${wide}, read as base64 or base64url`)
  add('repaired', decoded(secret.slice(secret.lastIndexOf('_') + 1)), 'the base64 after the last underscore')
  if (/^([0-9a-f]{2})+$/i.test(afterPrefix)) {
    add('repaired', Buffer.from(afterPrefix, 'hex'), 'the secret after its prefix, read as hexadecimal')
  }
  add('text', Buffer.from(afterPrefix), 'the text after the prefix as it stands, not decoded from base64')
  add('text', Buffer.from(secret), 'the whole secret as text, its prefix included')
  return forms
}

function unpasted(secret: string): string | null {
  try {
    return readPastedSecret(secret).value
  } catch {
    return null // Not one word: there is nothing that it was meant as.
  }
}

/** Only what is ASCII: base64 is, and any other sequence would not decode everywhere. */
const percentDecoded = (text: string): string =>
  text.replace(/%([0-7][0-9a-f])/gi, (_match, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
