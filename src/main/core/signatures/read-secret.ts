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
    text.replace(/^(?:export\s+)?(?!whsec_)[A-Za-z_]\w*\s*[=:]\s*(?=.)/, ''),
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

/** A Scalekit signing secret: `whsec_` and base64. Throws `invalid_input` with the reason and the fix. */
export function readSigningSecret(pasted: string): ReadSecret {
  const read = readPastedSecret(pasted)
  const [, key] = /^whsec_(.*)$/.exec(read.value) ?? []
  if (key === undefined) {
    throw new AppError(
      'invalid_input',
      'A signing secret starts with whsec_. Copy it from the Scalekit dashboard, Webhooks, your endpoint.'
    )
  }
  if (/[-_]/.test(key)) {
    throw new AppError(
      'invalid_input',
      'This secret has characters of base64url (- or _) after whsec_, which Scalekit never uses and the SDK cuts off. Copy it again from the dashboard.'
    )
  }
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(key)) {
    throw new AppError(
      'invalid_input',
      'After whsec_ there must be base64 (letters, digits, + and /). Copy it again, whole.'
    )
  }
  const bytes = Buffer.from(key, 'base64').length
  if (bytes < 16)
    read.notes.push(`It is short: ${bytes} bytes, where Scalekit's have 24. Check that it was copied whole.`)
  return read
}
