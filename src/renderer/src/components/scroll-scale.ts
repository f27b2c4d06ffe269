/**
 * Engines cap how tall an element may be: Chromium at 33,554,432 px, Firefox at about 17.9 million. A list that is
 * taller gets a canvas of this height. Its first and last stretch are as tall as they are, so that the ends are
 * reached row by row; what lies between is squeezed.
 */
export const mostPx = 15_000_000
const endPx = 1_000_000

export interface ScrollScale {
  readonly canvasPx: number
  /** The place in the list that a place of the scroll bar stands for. */
  offsetOf(scrollTop: number): number
  scrollTopOf(offset: number): number
  readonly mostOffset: number
}

export function createScrollScale(listPx: number, viewPx: number): ScrollScale {
  const canvasPx = Math.min(listPx, mostPx)
  const mostOffset = Math.max(0, listPx - viewPx)
  const mostScroll = Math.max(0, canvasPx - viewPx)
  const factor = mostOffset === mostScroll ? 1 : (mostOffset - 2 * endPx) / (mostScroll - 2 * endPx)
  const map = (value: number, most: number, mostTo: number, by: number) => {
    if (value <= endPx || by === 1) return value
    if (value >= most - endPx) return mostTo - (most - value)
    return endPx + (value - endPx) * by
  }
  return {
    canvasPx,
    mostOffset,
    offsetOf: (scrollTop) => map(scrollTop, mostScroll, mostOffset, factor),
    scrollTopOf: (offset) => map(offset, mostOffset, mostScroll, 1 / factor)
  }
}
