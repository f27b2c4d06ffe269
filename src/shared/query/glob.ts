/**
 * Whether a text fits a pattern in which `*` stands for anything, whatever the case. Each piece is looked for
 * after the one before, which is linear; a regular expression of many stars would hold up the store for ever.
 */
export function createGlob(pattern: string): (text: string) => boolean {
  const [first = '', ...rest] = pattern.toLowerCase().split(/\*+/)
  const last = rest.pop()
  if (last === undefined) return (text) => text.toLowerCase() === first
  return (text) => {
    const whole = text.toLowerCase()
    if (!whole.startsWith(first)) return false
    let at = first.length
    for (const piece of rest) {
      const found = whole.indexOf(piece, at)
      if (found < 0) return false
      at = found + piece.length
    }
    return whole.length - last.length >= at && whole.endsWith(last)
  }
}
