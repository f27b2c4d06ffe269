/** What text is written into; what is only looked for is no loss. */
const written = 'input:not([type="search"], [role="combobox"]), textarea, [contenteditable="true"]'
const dialogs = ':is([role="dialog"], [role="alertdialog"]):not([data-closed], [aria-modal="false"])'

const touched = new WeakSet<Element>()

/** Remembers in which dialogs something was written, until it is told to stop. */
export function watchWriting(): () => void {
  const onInput = (event: Event) => {
    // The editor's field lies in a tree of its own, whose host is all that the event's target tells.
    const [field] = event.composedPath()
    const dialog = event.target instanceof Element ? event.target.closest(dialogs) : null
    if (dialog && field instanceof Element && field.matches(written)) touched.add(dialog)
  }
  document.addEventListener('input', onInput)
  return () => document.removeEventListener('input', onInput)
}

/** Whether a dialog is open over all that actions are about. A toast is one too by its role, and says that it is not modal. */
export const isBehindDialog = (): boolean => document.querySelector(dialogs) !== null

/** Whether what was written into a dialog would go with it. */
export const isWritten = (): boolean =>
  [...document.querySelectorAll(dialogs)].some((dialog) => touched.has(dialog))

const mostFrames = 60

/** Calls back once no dialog is open and the keyboard is back where it was; with false where one stays open. */
export function afterDialogs(then: (isClear: boolean) => void, frames = mostFrames): void {
  requestAnimationFrame(() => {
    if (isBehindDialog() && frames > 0) afterDialogs(then, frames - 1)
    else requestAnimationFrame(() => then(!isBehindDialog()))
  })
}
