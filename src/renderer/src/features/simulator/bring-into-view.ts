/** As a ref: what has just come may be out of sight in a panel that scrolls. */
export function bringIntoView(element: HTMLElement | null): void {
  element?.scrollIntoView({ block: 'nearest' })
}
