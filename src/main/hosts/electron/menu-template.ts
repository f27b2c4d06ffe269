import type { MenuItemConstructorOptions } from 'electron'
import { actionOf, type ActionName } from '#shared/actions.ts'

export interface MenuOptions {
  readonly platform: NodeJS.Platform
  readonly appName: string
  /** Whether the developer tools may be opened. */
  readonly hasDevTools: boolean
  /** Called with the action of the item that was clicked. */
  readonly choose: (name: ActionName) => void
}

/** A role of the system, an action of the app, or a line between them. */
type Entry = MenuItemConstructorOptions | ActionName | '-'

/**
 * The platform's own menus around the app's actions. An item is never greyed out: the page alone knows what can be done
 * now, so it is told of every click and says what is missing where it can do nothing.
 */
export function createMenuTemplate(options: MenuOptions): MenuItemConstructorOptions[] {
  const { appName, hasDevTools } = options
  const isMac = options.platform === 'darwin'
  const fill = (entries: readonly Entry[]) => entries.map((entry) => toItem(entry, isMac, options.choose))
  const devTools: readonly Entry[] = hasDevTools ? [{ role: 'toggleDevTools' }] : []
  const application: readonly Entry[] = [
    'about',
    '-',
    'settings',
    '-',
    { role: 'services' },
    '-',
    { role: 'hide' },
    { role: 'hideOthers' },
    { role: 'unhide' },
    '-',
    { role: 'quit' }
  ]
  return [
    ...(isMac ? [{ label: appName, submenu: fill(application) }] : []),
    {
      label: '&File',
      submenu: fill([
        'sample',
        'simulator',
        'share',
        '-',
        'import',
        'export',
        'limits',
        '-',
        ...(isMac ? [] : (['settings', '-'] as const)),
        isMac ? { role: 'close' } : { role: 'quit' }
      ])
    },
    { role: 'editMenu' },
    {
      label: '&View',
      submenu: fill([
        'palette',
        'filter',
        'pause',
        '-',
        'showEvents',
        'showStarred',
        'showRejected',
        'showUnchecked',
        'showInterceptors',
        'payloadChanges',
        '-',
        'mask',
        '-',
        'previous',
        'next',
        '-',
        'paneBefore',
        'paneAfter',
        'back',
        '-',
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        { role: 'togglefullscreen' },
        '-',
        { role: 'reload' },
        ...devTools
      ])
    },
    {
      label: 'E&vent',
      submenu: fill([
        'replay',
        'edit',
        '-',
        'changes',
        'history',
        'mapping',
        'mark',
        '-',
        'star',
        'note',
        '-',
        'findInPayload',
        'copyPayload',
        'copyAs',
        'copyLink',
        '-',
        'delete'
      ])
    },
    {
      label: '&Tools',
      submenu: fill([
        'listen',
        'stopListening',
        'wayIn',
        'copyUrl',
        'testPath',
        '-',
        'checks',
        'replays',
        '-',
        'endpoints',
        'secrets',
        '-',
        'notifications'
      ])
    },
    { role: 'windowMenu' },
    {
      role: 'help',
      submenu: fill([
        'guide',
        'help',
        'documentation',
        '-',
        'dataFolder',
        'diagnostics',
        ...(isMac ? [] : (['-', 'about'] as const))
      ])
    }
  ]
}

function toItem(entry: Entry, isMac: boolean, choose: MenuOptions['choose']): MenuItemConstructorOptions {
  if (entry === '-') return { type: 'separator' }
  if (typeof entry !== 'string') return entry
  const { text, accelerator, keys } = actionOf(entry)
  const key = keys?.[0]
  return {
    id: entry,
    label: text,
    click: () => choose(entry),
    ...(accelerator !== undefined && { accelerator }),
    // Shown only: the page handles single keys, since it knows when the user is typing. macOS can show none that it
    // does not take for the menu.
    ...(accelerator === undefined &&
      key !== undefined &&
      !isMac && { accelerator: toAccelerator(key), registerAccelerator: false })
  }
}

/** `R` is what a keyboard says for Shift and R. */
function toAccelerator(key: string): string {
  if (!/^[a-z]$/i.test(key)) return key
  return key === key.toLowerCase() ? key.toUpperCase() : `Shift+${key}`
}
