/**
 * The characters that a reader cannot see: controls, those that reorder the text around them, and those without width.
 * Joiners are left alone between letters and emoji that need them, and are an oddity beside ASCII.
 */
const hidden =
  /[^\P{Cc}\t\n]|[\u00AD\u061C\u180E\u200B\u200E\u200F\u2028-\u202E\u2060-\u206F\uFEFF\u{E0000}-\u{E007F}]|\p{Surrogate}|(?<![^\0-\x7F])[\u200C\u200D]|[\u200C\u200D](?![^\0-\x7F])/gu

const spellOut = (character: string): string => {
  const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase()
  return code.length > 4 ? `\\u{${code}}` : `\\u${code.padStart(4, '0')}`
}

/** A foreign text in which nothing is out of sight. */
export const spellOutHidden = (text: string): string => text.replaceAll(hidden, spellOut)

/** The parts of a text that are hidden, with what is shown for them, in order. */
export const hiddenIn = (
  text: string
): { readonly at: number; readonly end: number; readonly shown: string }[] =>
  Array.from(text.matchAll(hidden), ({ index, 0: character }) => ({
    at: index,
    end: index + character.length,
    shown: spellOut(character)
  }))
