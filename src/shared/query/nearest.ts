/**
 * The choice that a mistyped word was most likely meant to be: it differs by one slip in three letters, or
 * one of the two is the beginning of the other. Null when none is near.
 */
export function nearest(word: string, choices: readonly string[]): string | null {
  const wanted = word.toLowerCase()
  if (wanted.length > 30) return null
  let [best, fewest]: [string | null, number] = [null, Infinity]
  for (const choice of choices) {
    const longest = Math.max(wanted.length, choice.length)
    const slips = countSlips(wanted, choice)
    if (slips <= Math.floor(longest / 3) && slips < fewest) [best, fewest] = [choice, slips]
  }
  return best ?? choices.find((choice) => isBeginning(wanted, choice)) ?? null
}

const isBeginning = (a: string, b: string): boolean =>
  Math.min(a.length, b.length) >= 3 && (a.startsWith(b) || b.startsWith(a))

/** Letters to add, drop, change or swap with their neighbour to make one word of the other. */
function countSlips(a: string, b: string): number {
  let beforeLast: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, column) => column)
  for (let row = 1; row <= a.length; row++) {
    const current = [row]
    for (let column = 1; column <= b.length; column++) {
      const isSame = a[row - 1] === b[column - 1]
      const isSwapped = a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]
      current.push(
        Math.min(
          (last[column] ?? 0) + 1,
          (current[column - 1] ?? 0) + 1,
          (last[column - 1] ?? 0) + (isSame ? 0 : 1),
          isSwapped ? (beforeLast[column - 2] ?? 0) + 1 : Infinity
        )
      )
    }
    ;[beforeLast, last] = [last, current]
  }
  return last[b.length] ?? 0
}
