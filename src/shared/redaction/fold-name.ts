/** Letters that no mark can be taken off of, as they stand in addresses. */
const PLAIN: Readonly<Record<string, string>> = {
  ß: 'ss',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ı: 'i',
  þ: 'th',
  ð: 'd',
  æ: 'ae',
  œ: 'oe'
}

/** One spelling for all that one name has: in any case, with its marks or without, composed or not, wide or not. */
export function foldName(text: string): string {
  if (!/[^\0-\x7f]/.test(text)) return text.toLowerCase()
  return text
    .normalize('NFKD')
    .replaceAll(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replaceAll(/[ßøłđıþðæœ]/g, (letter) => PLAIN[letter] ?? letter)
}
