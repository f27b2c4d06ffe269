export interface LinePiece {
  readonly text: string
  readonly isChanged: boolean
}

/** One text cut where it begins and ceases to differ from another, line by line from the top. */
export function changedLines(text: string, other: string): readonly LinePiece[] {
  const [lines, others] = [text.split('\n'), other.split('\n')]
  const pieces: { text: string; isChanged: boolean }[] = []
  for (const [index, line] of lines.entries()) {
    const isChanged = line !== others[index]
    const written = index === lines.length - 1 ? line : `${line}\n`
    const last = pieces.at(-1)
    if (last?.isChanged === isChanged) last.text += written
    else pieces.push({ text: written, isChanged })
  }
  return pieces
}
