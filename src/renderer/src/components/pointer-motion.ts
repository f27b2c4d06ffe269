interface Point {
  readonly clientX: number
  readonly clientY: number
}

let last: Point | null = null

// Comes after the handlers of the page's elements, so that they still see where the pointer was before.
window.addEventListener('pointermove', ({ clientX, clientY }) => {
  last = { clientX, clientY }
})

/**
 * Whether a person moved the pointer to where this event is. A browser also reports a pointer that never moved
 * when what was below it, like a menu, has gone; and it counts no movement for the first move of all.
 */
export const isMotion = ({ clientX, clientY }: Point): boolean =>
  last?.clientX !== clientX || last.clientY !== clientY
