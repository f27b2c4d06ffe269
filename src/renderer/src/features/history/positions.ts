/** So far apart are two events that can be told from each other and hit with the pointer. */
export const gap = 22

/** Where a time lies on a line of that length. */
export function placeOf(time: number, from: number, to: number, length: number): number {
  // All at one instant: in the middle.
  if (to <= from) return length / 2
  return Math.max(0, Math.min(1, (time - from) / (to - from))) * length
}

/**
 * Places in order, moved apart where they are nearer to each other than `gap`, and no further than that. When
 * there are more of them than the line has room for, they are spread evenly.
 */
export function moveApart(places: readonly number[], length: number, least = gap): number[] {
  const room = places.length > 1 ? Math.min(least, length / (places.length - 1)) : least
  const moved: number[] = []
  for (const place of places) moved.push(Math.max(place, (moved.at(-1) ?? -Infinity) + room))
  let most = length
  for (let index = moved.length - 1; index >= 0; index--) {
    const place = Math.min(moved[index] ?? 0, most)
    moved[index] = place
    most = place - room
  }
  return moved
}

/** Which of them is next to a place; -1 for none at all. */
export function nearest(places: readonly number[], place: number): number {
  let best = -1
  let least = Infinity
  for (const [index, each] of places.entries()) {
    const distance = Math.abs(each - place)
    if (distance >= least) continue
    best = index
    least = distance
  }
  return best
}

/** How far a label to one side of its place reaches to the other. */
const edge = 14

export interface Label {
  readonly key: string
  readonly text: string
  /** The place that it belongs to. */
  readonly place: number
}

export interface PlacedLabel extends Label {
  readonly left: number
}

/**
 * Puts labels below their places, or where there is no room to one side of it, within the line. Of two that would
 * overlap all the same, the one named first stays.
 */
export function placeLabels(
  labels: readonly Label[],
  length: number,
  widthOf: (text: string) => number
): PlacedLabel[] {
  const placed: (PlacedLabel & { readonly right: number })[] = []
  for (const label of labels) {
    const width = widthOf(label.text)
    for (const start of [label.place - width / 2, label.place - width + edge, label.place - edge]) {
      const left = Math.max(0, Math.min(start, length - width))
      const right = left + width
      if (placed.some((other) => right > other.left && left < other.right)) continue
      placed.push({ ...label, left, right })
      break
    }
  }
  return placed
}
