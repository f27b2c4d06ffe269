import { AppError } from '#shared/errors.ts'

/** A secret as it was meant, and what was wrong with how it was pasted. */
export interface ReadSecret {
  readonly value: string
  readonly notes: string[]
}

/** Undoes what copying from shells, `.env` files and chats adds. Throws `invalid_input`, never quoting the text. */
export function readPastedSecret(pasted: string): ReadSecret {
  const notes: string[] = []
  const take = (next: string, note: string, text: string): string => {
    if (next !== text) notes.push(note)
    return next
  }
  let text = take(pasted.trim(), 'White space around it was removed.', pasted)
  text = take(
    text.replace(/^(?:export\s+)?(?!whsec_)[A-Za-z_]\w*\s*[=:]\s*(?=[^=\s])/, ''),
    'The variable name before it was removed.',
    text
  )
  text = take(text.replace(/^(["'`])(.*)\1;?$/s, '$2').trim(), 'The quotes around it were removed.', text)
  if (/\s/.test(text)) {
    throw new AppError('invalid_input', 'This is more than one word. Paste the secret alone.')
  }
  if (text === '') throw new AppError('invalid_input', 'There is nothing to store. Paste the secret.')
  return { value: text, notes }
}

/** Shortest key that is taken from a secret of another prefix: it could be anything that was copied. */
const LEAST_BYTES = 16

/**
 * A signing secret of Scalekit: `whsec_` and base64 for webhooks. Those of interceptors have a prefix that is
 * documented nowhere, so any short word is taken, with a note. Throws `invalid_input` with the reason and the fix.
 */
export function readSigningSecret(pasted: string): ReadSecret {
  const read = readPastedSecret(pasted)
  const [, prefix, key = ''] = /^([A-Za-z]+)_(.*)$/.exec(read.value) ?? []
  const bytes = Buffer.from(key, 'base64').length
  const isWebhook = prefix === 'whsec'
  if (prefix === undefined || (!isWebhook && bytes < LEAST_BYTES)) {
    throw new AppError(
      'invalid_input',
      'A signing secret starts with whsec_. Copy it from the Scalekit dashboard, Webhooks, your endpoint.'
    )
  }
  if (/[-_]/.test(key)) {
    throw new AppError(
      'invalid_input',
      `This secret has characters of base64url (- or _) after ${prefix}_, which Scalekit never uses and the SDK cuts off. Copy it again from the dashboard.`
    )
  }
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(key)) {
    throw new AppError(
      'invalid_input',
      `After ${prefix}_ there must be base64 (letters, digits, + and /). Copy it again, whole.`
    )
  }
  if (!isWebhook) {
    read.notes.push(`It starts with ${prefix}_ instead of whsec_. That is right for an interceptor only.`)
  }
  if (bytes < LEAST_BYTES)
    read.notes.push(`It is short: ${bytes} bytes, where Scalekit's have 24. Check that it was copied whole.`)
  return read
}
