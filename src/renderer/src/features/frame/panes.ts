export type PaneName = 'views' | 'timeline' | 'event'

const order: readonly PaneName[] = ['views', 'timeline', 'event']
/** Where a pane takes the keyboard, best first. */
const entries = [
  '[role="tab"][tabindex="0"]',
  '[data-row][tabindex="0"]',
  '[aria-current]',
  'button, a[href]'
]

const paneOf = (name: PaneName) => document.querySelector<HTMLElement>(`[data-pane="${name}"]`)

const entryOf = (pane: Element): HTMLElement | undefined =>
  entries.map((entry) => pane.querySelector<HTMLElement>(entry)).find((target) => target !== null)

function enter(name: PaneName): boolean {
  const pane = paneOf(name)
  if (!pane || pane.closest('[inert]')) return false
  const target = entryOf(pane)
  if (target) target.focus()
  else waitIn(pane)
  return pane.contains(document.activeElement)
}

/** What a pane will show may still be on its way: the keyboard waits in the pane, and goes on once it is there. */
function waitIn(pane: HTMLElement): void {
  // One without a tabindex stays as it is.
  pane.focus()
  if (document.activeElement !== pane) return
  const observer = new MutationObserver(() =>
    // Tabs know only by then which of them is the chosen one.
    requestAnimationFrame(() => {
      if (document.activeElement === pane) entryOf(pane)?.focus()
    })
  )
  observer.observe(pane, { childList: true, subtree: true, attributeFilter: ['tabindex'] })
  pane.addEventListener('blur', () => observer.disconnect(), { once: true })
}

/** Gives the keyboard to a pane, and once more if what took it goes with the next paint. */
export function focusPane(name: PaneName): void {
  const isIn = enter(name)
  requestAnimationFrame(() => {
    if (!isIn || document.activeElement === document.body) enter(name)
  })
}

/** What goes takes the keyboard along: what comes in its place gets it. */
export function keepKeyboard(name: PaneName): void {
  requestAnimationFrame(() => {
    // Before the reader did anything, nobody had it.
    if (document.activeElement === document.body && navigator.userActivation.hasBeenActive) focusPane(name)
  })
}

/** Gives the keyboard to the pane before or after the one that has it; panes that are folded away are left out. */
export function focusNextPane(step: 1 | -1): void {
  const current = order.findIndex((name) => paneOf(name)?.contains(document.activeElement))
  for (let at = current < 0 ? 1 : current + step; at >= 0 && at < order.length; at += step) {
    const name = order[at]
    if (name && enter(name)) return
  }
}
