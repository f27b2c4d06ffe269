import { useEffect, useEffectEvent } from 'react'
import { actionNames, actionOf, type ActionName } from '#shared/actions.ts'
import { isBehindDialog } from './open-dialogs.ts'

/** Returns false to leave the action to the handler that came before it. */
type Handler = () => void | false

const handlers = new Map<ActionName, Handler[]>()

const typing = 'input:not([type="radio"], [type="checkbox"]), textarea, select, [contenteditable="true"]'
/** While one of these has the keyboard, its own keys apply and no others; on its way out it no longer counts. */
const popups =
  ':is([role="dialog"], [role="alertdialog"], [role="menu"], [role="listbox"]):not([data-closed])'

/** With Ctrl or Cmd held down, by the last key of the accelerator: these work while the user types. */
const chords = new Map(
  actionNames.flatMap((name) => {
    const { accelerator, isInPage } = actionOf(name)
    return isInPage && accelerator ? [[accelerator.slice(-1).toLowerCase(), name] as const] : []
  })
)

function onKeyDown(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.altKey) return
  if (event.ctrlKey || event.metaKey) {
    const name = chords.get(event.key.toLowerCase())
    if (name === undefined || event.shiftKey || isBehindDialog()) return
    event.preventDefault()
    return void runAction(name)
  }
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

/** What can be done at this moment, as far as that is known without trying. */
export const offeredActions = (): readonly ActionName[] =>
  actionNames.filter((name) => (handlers.get(name)?.length ?? 0) > 0)

/** Those that come before all others, whenever these came. */
const urgent = new WeakSet<Handler>()

/** Does an action while the component is there; of several, the one that came last, or else the urgent one. */
export function useAction(name: ActionName, handler: Handler, isUrgent = false): void {
  const latest = useEffectEvent(handler)
  useEffect(() => {
    const own = () => latest()
    if (handlers.size === 0) window.addEventListener('keydown', onKeyDown)
    if (isUrgent) urgent.add(own)
    const all = [...(handlers.get(name) ?? []), own]
    handlers.set(
      name,
      all.toSorted((a, b) => Number(urgent.has(a)) - Number(urgent.has(b)))
    )
    return () => {
      handlers.set(
        name,
        (handlers.get(name) ?? []).filter((registered) => registered !== own)
      )
    }
  }, [name, isUrgent])
}
