/** One visible line of a text: a whole line of it, or a piece of one that is too long for the page. */
export interface TextRow {
  readonly text: string
  /** Line number from 1 on the first piece of a line; null on the others. */
  readonly line: number | null
}

/** Breaks a text into pieces of at most `columns` characters, so that one endless line costs no more than many. */
export function toTextRows(text: string, columns: number): TextRow[] {
  const rows: TextRow[] = []
  for (const [index, line] of text.split(/\r\n|\n/).entries()) {
    let at = 0
    do {
      const end = pieceEnd(line, at + columns)
      rows.push({ text: line.slice(at, end), line: at === 0 ? index + 1 : null })
      at = end
    } while (at < line.length)
  }
  return rows
}

/** Never between the two halves of a character outside the basic plane. */
function pieceEnd(line: string, wanted: number): number {
  if (wanted >= line.length) return line.length
  const unit = line.charCodeAt(wanted)
  return unit >= 0xdc00 && unit <= 0xdfff ? wanted + 1 : wanted
}

/** The classic dump: offset, sixteen bytes, and what of them is printable. */
export function toHexRows(bytes: Uint8Array): TextRow[] {
  const rows: TextRow[] = []
  for (let offset = 0; offset < bytes.length; offset += 16) {
    const slice = [...bytes.subarray(offset, offset + 16)]
    const hex = slice.map((byte) => byte.toString(16).padStart(2, '0')).join(' ')
    const printable = slice
      .map((byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '·'))
      .join('')
    rows.push({
      text: `${offset.toString(16).padStart(8, '0')}  ${hex.padEnd(47)}  ${printable}`,
      line: null
    })
  }
  return rows
}
