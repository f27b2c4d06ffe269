import { app, BrowserWindow, nativeTheme, shell } from 'electron'
import { guardContents, guardSession } from './guard.ts'
import { openExternal } from './open-external.ts'
import { createIsOwnPage } from './trust.ts'
import { createWebPreferences } from './web-preferences.ts'
import { smallestWindow, type Placement } from './window-placement.ts'

/** Same as the page's `--bg`, so that the window does not flash before the first paint. */
const background = { light: '#f4f4f7', dark: '#101013' }

interface WindowOptions {
  readonly pageUrl: string
  readonly preload: string
  readonly icon: string
  readonly placement: Placement
}

/** Creates the app's window, hidden until it is shown. It shows the app's own page and never another. */
export function createWindow({ pageUrl, preload, icon, placement }: WindowOptions): BrowserWindow {
  const window = new BrowserWindow({
    ...placement.bounds,
    minWidth: smallestWindow.width,
    minHeight: smallestWindow.height,
    show: false,
    backgroundColor: nativeTheme.shouldUseDarkColors ? background.dark : background.light,
    icon,
    webPreferences: createWebPreferences(preload, app.isPackaged, process.env)
  })
  const isOwnPage = createIsOwnPage(pageUrl)
  guardContents(window.webContents, isOwnPage, (url) => openExternal(shell, url))
  guardSession(window.webContents.session, isOwnPage)
  return window
}

/** Shows the window for the first time once its page has painted; one that starts hidden waits to be asked for. */
export function showWhenReady(
  window: BrowserWindow,
  { mode }: Placement,
  start: 'shown' | 'minimised' | 'hidden'
): void {
  const fill = () => {
    if (mode === 'maximised') window.maximize()
    if (mode === 'fullScreen') window.setFullScreen(true)
  }
  // Either of them shows the window, so that a hidden one has to wait.
  if (start === 'hidden') return void window.once('show', fill)
  window.once('ready-to-show', () => {
    // Unless somebody asked for it meanwhile.
    if (start === 'minimised' && !window.isVisible()) {
      window.once('restore', fill)
      return window.minimize()
    }
    fill()
    window.show()
  })
}

/** Whether what happens in the window is seen as it happens. */
export const isLookedAt = (window: BrowserWindow): boolean => window.isVisible() && window.isFocused()

/** Brings the window to the front, wherever it is. */
export function focusWindow(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore()
  window.show()
  window.focus()
}
