import { BrowserWindow, nativeTheme, shell } from 'electron'
import { createIsOwnPage } from './trust.ts'

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
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false
    }
  })
  const { webContents } = window
  const isOwnPage = createIsOwnPage(pageUrl)
  const stayHome = (event: { readonly url: string; preventDefault(): void }) => {
    if (!isOwnPage(event.url)) event.preventDefault()
  }
  webContents.on('will-navigate', stayHome)
  webContents.on('will-frame-navigate', stayHome)
  webContents.on('will-redirect', stayHome)
  webContents.on('will-attach-webview', (event) => event.preventDefault())
  webContents.setWindowOpenHandler(({ url }) => {
    if (URL.parse(url)?.protocol === 'https:') void shell.openExternal(url)
    return { action: 'deny' }
  })
  // Copy buttons need this one; Chromium grants it only to the focused page, and it cannot read the clipboard.
  const isAllowed = (permission: string, url: string) =>
    permission === 'clipboard-sanitized-write' && isOwnPage(url)
  webContents.session.setPermissionCheckHandler((_contents, permission, origin) =>
    isAllowed(permission, origin)
  )
  webContents.session.setPermissionRequestHandler((_contents, permission, answer, { requestingUrl }) =>
    answer(isAllowed(permission, requestingUrl))
  )
  window.once('ready-to-show', () => window.show())
  return window
}

/** Brings the window to the front, wherever it is. */
export function focusWindow(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore()
  window.show()
  window.focus()
}
