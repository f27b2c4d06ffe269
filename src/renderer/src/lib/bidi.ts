/** The characters that reorder the text around them. */
const controls = /[\u202A-\u202E\u2066-\u2069]/g

/** A foreign text with its reordering characters spelled out, so that it reads in the order it is in. */
export const spellOutBidi = (text: string): string =>
  text.replaceAll(
    controls,
    (control) => `\\u${control.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`
  )
