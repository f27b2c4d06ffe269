/** Line ends, other controls, what reorders or hides text, and halves of characters. Joiners stay: emoji need them. */
const UNSEEN =
  /[\p{Cc}\p{Cs}\u00AD\u061C\u200B\u200E\u200F\u2028\u2029\u202A-\u202E\u2060-\u2064\u2066-\u206F\uFEFF\u{E0000}-\u{E007F}]/gu
const SHORT: Readonly<Record<string, string>> = {
  '\n': String.raw`\n`,
  '\r': String.raw`\r`,
  '\t': String.raw`\t`
}

const spell = (char: string): string =>
  SHORT[char] ??
  char
    .split('')
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`)
    .join('')

/** A foreign text on one line, with every character that would act on its surroundings spelled out. */
export const visible = (text: string): string => text.replaceAll(UNSEEN, spell)

/** The same for a text whose line ends are our own, such as indented JSON. */
export const visibleLines = (text: string): string =>
  text.replaceAll(UNSEEN, (char) => (char === '\n' ? char : spell(char)))

/** Cut where it is longer, with the size of the whole named; never within a character. */
export function cutText(text: string, most: number, size = plural(text.length, 'character')): string {
  if (text.length <= most) return text
  const end = /[\uD800-\uDBFF]/.test(text[most - 1] ?? '') ? most - 1 : most
  return `${text.slice(0, end)}… (${size})`
}

const numberFormat = new Intl.NumberFormat('en')
export const formatNumber = (value: number): string => numberFormat.format(value)

export const plural = (count: number, one: string, many = `${one}s`): string =>
  `${formatNumber(count)} ${count === 1 ? one : many}`

/** `a, b and 7 more` */
export function listFew(items: readonly string[], most: number, separator = ', '): string {
  const shown = items.slice(0, most).join(separator)
  return items.length > most ? `${shown} and ${formatNumber(items.length - most)} more` : shown
}
