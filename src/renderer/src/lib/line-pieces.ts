/** Whole lines of a text, as much of it as is handed over at once. */
export interface LinePiece {
  readonly text: string
  readonly lines: number
}

/** Splits a text that comes in parts at its line ends, into pieces of at most `maxLength` unless one line is longer. */
export async function* toLinePieces(
  parts: AsyncIterable<string>,
  maxLength: number
): AsyncGenerator<LinePiece, void> {
  let begun: string[] = []
  let lines: string[] = []
  let length = 0
  const take = (): LinePiece => {
    const piece = { text: lines.join(''), lines: lines.length }
    lines = []
    length = 0
    return piece
  }
  for await (const part of parts) {
    let at = 0
    for (let end = part.indexOf('\n'); end >= 0; end = part.indexOf('\n', at)) {
      begun.push(part.slice(at, end + 1))
      const line = begun.join('')
      begun = []
      at = end + 1
      if (length > 0 && length + line.length > maxLength) yield take()
      lines.push(line)
      length += line.length
    }
    if (at < part.length) begun.push(part.slice(at))
  }
  const last = begun.join('')
  if (length > 0 && length + last.length > maxLength) yield take()
  if (last !== '') lines.push(last)
  if (lines.length > 0) yield take()
}
