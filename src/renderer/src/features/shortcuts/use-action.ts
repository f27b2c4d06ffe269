import { useEffect, useEffectEvent } from 'react'
import { actionOf, type ActionName } from '#shared/actions.ts'

/** Returns false to leave the action to the handler that came before it. */
type Handler = () => void | false

const handlers = new Map<ActionName, Handler[]>()

const typing = 'input:not([type="radio"], [type="checkbox"]), textarea, select, [contenteditable="true"]'
/** While one of these has the keyboard, its own keys apply and no others; on its way out it no longer counts. */
const popups =
  ':is([role="dialog"], [role="alertdialog"], [role="menu"], [role="listbox"]):not([data-closed])'

function onKeyDown(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return
  if (event.target instanceof Element && event.target.closest(`${typing}, ${popups}`)) return
  for (const [name, registered] of handlers) {
    const { keys, repeats } = actionOf(name)
    if (registered.length > 0 && keys?.includes(event.key)) {
      event.preventDefault()
      if (!event.repeat || repeats) runAction(name)
      return
    }
  }
}

/** Has the action done by who offers it now; false where nobody does. */
export const runAction = (name: ActionName): boolean =>
  handlers.get(name)?.findLast((handler) => handler() !== false) !== undefined

/** Whether a dialog is open, over all that actions are about. */
export const isBehindDialog = (): boolean =>
  document.querySelector(':is([role="dialog"], [role="alertdialog"]):not([data-closed])') !== null

/** Does an action while the component is there; of several, the one that came last. */
export function useAction(name: ActionName, handler: Handler): void {
  const latest = useEffectEvent(handler)
  useEffect(() => {
    const own = () => latest()
    if (handlers.size === 0) window.addEventListener('keydown', onKeyDown)
    handlers.set(name, [...(handlers.get(name) ?? []), own])
    return () => {
      handlers.set(
        name,
        (handlers.get(name) ?? []).filter((registered) => registered !== own)
      )
    }
  }, [name])
}
