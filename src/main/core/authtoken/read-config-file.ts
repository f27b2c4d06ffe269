import { readFile, stat } from 'node:fs/promises'
import { AppError } from '#shared/errors.ts'

/** Far more than a configuration has. */
const LARGEST_BYTES = 1_000_000

/**
 * The authtoken in a configuration of ngrok's agent; null where there is no such file or no authtoken in it.
 * Throws `unavailable` for one that cannot be read, in words that quote nothing of it.
 */
export async function readConfigFile(file: string): Promise<string | null> {
  let text: string | null
  try {
    text = await readText(file)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    if (code === 'ENOENT' || code === 'ENOTDIR') return null
    throw new AppError('unavailable', `${file} cannot be read (${code}). Paste the authtoken instead.`)
  }
  if (text === null) throw new AppError('unavailable', `${file} is not a file that ngrok writes.`)
  const { parseDocument } = await import('yaml') // when first needed: the start is quicker without it
  // All of it as text: a token of digits must not become a number.
  const document = parseDocument(text, { schema: 'failsafe', logLevel: 'silent' })
  if (document.errors.length > 0) {
    // The parser's own words quote the lines around the error.
    throw new AppError(
      'unavailable',
      `${file} is not valid YAML. Correct it, or paste the authtoken instead.`
    )
  }
  const places = [document.getIn(['agent', 'authtoken']), document.get('authtoken')]
  const inOrder = document.get('version') === '3' ? places : places.toReversed()
  return inOrder.find(isToken) ?? null
}

/** Null for what is no plain file, which might never end. */
async function readText(file: string): Promise<string | null> {
  const found = await stat(file)
  if (!found.isFile() || found.size > LARGEST_BYTES) return null
  const bytes = await readFile(file)
  const isUtf16 = bytes[0] === 0xff && bytes[1] === 0xfe // as PowerShell's `>` writes it
  return new TextDecoder(isUtf16 ? 'utf-16le' : 'utf-8').decode(bytes)
}

const isToken = (value: unknown): value is string => typeof value === 'string' && value.trim() !== ''
