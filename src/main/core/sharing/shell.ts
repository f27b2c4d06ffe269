import { isUtf8 } from 'node:buffer'

/** A word for a POSIX shell. */
export const quoteForShell = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`

/** The text of bytes that a shell can hold in a word; null for others, which go through base64. */
export const asShellText = (body: Uint8Array): string | null =>
  isUtf8(body) && !body.includes(0) ? new TextDecoder('utf-8', { ignoreBOM: true }).decode(body) : null

const LINE = 76
const END = 'END_OF_BODY'

/** Bytes as a here-doc in base64: its mark and its lines. No line can be the end marker, which has an underscore. */
export function writeHereDoc(body: Uint8Array): { readonly mark: string; readonly lines: string } {
  const lines =
    Buffer.from(body)
      .toString('base64')
      .match(new RegExp(`.{1,${LINE}}`, 'g')) ?? []
  return { mark: `<<'${END}'`, lines: [...lines, END].join('\n') }
}
