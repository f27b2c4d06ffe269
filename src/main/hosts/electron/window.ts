import { app, BrowserWindow, nativeTheme, shell } from 'electron'
import { guardContents, guardSession } from './guard.ts'
import { openExternal } from './open-external.ts'
import { createIsOwnPage } from './trust.ts'
import { createWebPreferences } from './web-preferences.ts'

/** Same as the page's `--bg`, so that the window does not flash before the first paint. */
const background = { light: '#f4f4f7', dark: '#101013' }

/** Creates the app's window, hidden until its page has painted. It shows the app's own page and never another. */
export function createWindow(pageUrl: string, preload: string, icon: string): BrowserWindow {
  const window = new BrowserWindow({
    width: 1360,
    height: 860,
    minWidth: 720,
    minHeight: 480,
    show: false,
    backgroundColor: nativeTheme.shouldUseDarkColors ? background.dark : background.light,
    icon,
    webPreferences: createWebPreferences(preload, app.isPackaged, process.env)
  })
  const isOwnPage = createIsOwnPage(pageUrl)
  guardContents(window.webContents, isOwnPage, (url) => openExternal(shell, url))
  guardSession(window.webContents.session, isOwnPage)
  window.once('ready-to-show', () => window.show())
  return window
}

/** Brings the window to the front, wherever it is. */
export function focusWindow(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore()
  window.show()
  window.focus()
}
