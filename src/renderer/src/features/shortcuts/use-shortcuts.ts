import { useEffect, useEffectEvent } from 'react'
import { shortcuts, type Shortcut, type ShortcutName } from '../../shortcuts.ts'

/** Returns false to leave the key to the handler that came before it. */
type Handler = () => void | false

const handlers = new Map<ShortcutName, Handler[]>()

const typing = 'input:not([type="radio"], [type="checkbox"]), textarea, select, [contenteditable="true"]'
/** While one of these has the keyboard, its own keys apply and no others; on its way out it no longer counts. */
const popups =
  ':is([role="dialog"], [role="alertdialog"], [role="menu"], [role="listbox"]):not([data-closed])'

function onKeyDown(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return
  if (event.target instanceof Element && event.target.closest(`${typing}, ${popups}`)) return
  for (const [name, registered] of handlers) {
    const { keys, repeats }: Shortcut = shortcuts[name]
    if (registered.length > 0 && keys.includes(event.key)) {
      event.preventDefault()
      if (!event.repeat || repeats) registered.findLast((handler) => handler() !== false)
      return
    }
  }
}

/** Handles a key while the component is there; of several, the one that came last. */
export function useShortcut(name: ShortcutName, handler: Handler): void {
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
