import { parseEnv } from 'node:util'

/** A text as it was meant, and what was wrong with how it was pasted. */
export interface Pasted {
  readonly text: string
  readonly notes: string[]
}

const INVISIBLE = /[\u200B-\u200D\u2060\uFEFF]/g
/** `export NAME=`, `set NAME=`, `$env:NAME =`, `name: `, but neither `https://` nor `localhost:3000` nor a key's padding. */
const VARIABLE =
  /^(?:(?:export|set)\s+|\$env:)?(?!whsec_)[A-Za-z_]\w*(?:\s*=\s*|\s*:\s+|\s*:(?=["'`]|whsec_))(?=[^=\s])/i
const COMMAND = /^(?:\$\s+)?ngrok\s+(?:config\s+add-authtoken|authtoken)\s+(?=\S)/
const QUOTED = /^(["'`“”„‘’])(.*)(["'`“”„‘’]);?$/s

/**
 * Undoes what copying from shells, `.env` files and chats adds. Of several lines, that of one of the `names` is
 * taken, where there is one.
 */
export function unwrapPaste(pasted: string, names: readonly string[] = []): Pasted {
  const notes: string[] = []
  const take = (next: string, note: string, text: string): string => {
    if (next !== text) notes.push(note)
    return next
  }
  let text = take(pasted.replace(INVISIBLE, ''), 'Invisible characters were removed.', pasted)
  text = take(text.trim(), 'White space around it was removed.', text)
  const block = readEnvBlock(text)
  const name = names.find((one) => block[one])
  if (name !== undefined) return { text: block[name] ?? '', notes: [`Only ${name} was taken from it.`] }
  text = take(text.replace(VARIABLE, ''), 'The variable name before it was removed.', text)
  text = take(text.replace(COMMAND, ''), 'The command before it was removed.', text)
  text = take(text.replace(QUOTED, '$2').trim(), 'The quotes around it were removed.', text)
  return { text, notes }
}

/** The variables of several lines of a `.env` file; none of a single line, which is read more forgivingly. */
export function readEnvBlock(pasted: string): Readonly<Record<string, string | undefined>> {
  const text = pasted.trim()
  return /[\r\n]/.test(text) ? parseEnv(text) : {}
}
