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

function enter(name: PaneName): boolean {
  const pane = paneOf(name)
  if (!pane || pane.closest('[inert]')) return false
  for (const entry of entries) {
    const target = pane.querySelector<HTMLElement>(entry)
    if (target) {
      target.focus()
      return true
    }
  }
  // What it will show may still be on its way; one without a tabindex stays as it is.
  pane.focus()
  return document.activeElement === pane
}

/** Gives the keyboard to a pane: at once, or as soon as what is about to be shown is there. */
export function focusPane(name: PaneName): void {
  if (!enter(name)) requestAnimationFrame(() => void enter(name))
}

/** Gives the keyboard to the pane before or after the one that has it; panes that are folded away are left out. */
export function focusNextPane(step: 1 | -1): void {
  const current = order.findIndex((name) => paneOf(name)?.contains(document.activeElement))
  for (let at = current < 0 ? 1 : current + step; at >= 0 && at < order.length; at += step) {
    const name = order[at]
    if (name && enter(name)) return
  }
}
