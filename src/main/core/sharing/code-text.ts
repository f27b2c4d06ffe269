import type { HeaderPair } from '#shared/models.ts'

/** A string in single quotes as JavaScript, TypeScript and Python read it alike. */
export const quoteForCode = (text: string): string =>
  `'${JSON.stringify(text)
    .slice(1, -1)
    .replaceAll(String.raw`\"`, '"')
    .replaceAll("'", String.raw`\'`)
    .replaceAll('\u2028', String.raw`\u2028`)
    .replaceAll('\u2029', String.raw`\u2029`)}'`

/** For a comment, which must not end where a value has a line break. */
export const oneLine = (text: string): string => text.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')

/** Entries of an object or a dictionary; a header that came several times has its values in one, as HTTP allows. */
export function writeHeaders(
  headers: readonly HeaderPair[],
  indent: string,
  quote: (text: string) => string
): string {
  const byName = new Map<string, string>()
  for (const [name, value] of headers) {
    const key = name.toLowerCase()
    const before = byName.get(key)
    byName.set(key, before === undefined ? value : `${before}, ${value}`)
  }
  return [...byName].map(([name, value]) => `${indent}${quote(name)}: ${quote(value)},\n`).join('')
}
