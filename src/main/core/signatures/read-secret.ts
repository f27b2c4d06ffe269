import { AppError } from '#shared/errors.ts'
import { unwrapPaste } from '../pasted.ts'

/** A secret as it was meant, and what was wrong with how it was pasted. */
export interface ReadSecret {
  readonly value: string
  readonly notes: string[]
}

/** What tells secrets apart without telling them. Of a very short one, nothing. */
export const lastFourOf = (value: string): string => (value.length < 12 ? '' : value.slice(-4))

/** One word, whatever it is. Throws `invalid_input`, never quoting the text. Of a whole `.env` file, one of the `names`. */
export function readPastedSecret(pasted: string, names: readonly string[] = []): ReadSecret {
  const { text, notes } = unwrapPaste(pasted, names)
  if (/\s/.test(text)) {
    throw new AppError('invalid_input', 'This is more than one word. Paste the secret alone.')
  }
  if (text === '') throw new AppError('invalid_input', 'There is nothing to store. Paste the secret.')
  return { value: text, notes }
}

export const readAuthtoken = (pasted: string): ReadSecret => readPastedSecret(pasted, ['NGROK_AUTHTOKEN'])

/** The client secret of Scalekit's API credentials. Throws `invalid_input` for what is plainly something else. */
export function readClientSecret(pasted: string): ReadSecret {
  const read = readPastedSecret(pasted, ['SCALEKIT_CLIENT_SECRET'])
  const wrong = [
    ['whsec_', 'a signing secret'],
    ['skc_', 'the client id']
  ].find(([prefix = '']) => read.value.startsWith(prefix))
  if (!wrong) return read
  throw new AppError(
    'invalid_input',
    `What starts with ${wrong[0]} is ${wrong[1]}. Paste the client secret, from the Scalekit dashboard, API credentials.`
  )
}

/** Shortest key that is taken from a secret of another prefix: it could be anything that was copied. */
const LEAST_BYTES = 16

/**
 * A signing secret of Scalekit: `whsec_` and base64 for webhooks. Those of interceptors have a prefix that is
 * documented nowhere, so any short word is taken, with a note. Throws `invalid_input` with the reason and the fix.
 */
export function readSigningSecret(pasted: string): ReadSecret {
  const read = readPastedSecret(pasted, ['SCALEKIT_WEBHOOK_SECRET', 'SCALEKIT_INTERCEPTOR_SECRET'])
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
