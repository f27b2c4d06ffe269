// Windows are pages of the browser; the preload runs in them and talks to `ipcMain` through a Playwright binding.
import { EventEmitter } from 'node:events'
import { readFileSync } from 'node:fs'
import { app, windowsAreGone } from './app.mjs'
import { offerDownload } from './downloads.mjs'
import { fromChromium, toChromium } from './scheme.mjs'

const rendererSource = readFileSync(new URL('./renderer.js', import.meta.url), 'utf8')
const windows = []
let context = null

export function openPagesIn(newContext) {
  context = newContext
}

const prevention = () => {
  const event = { defaultPrevented: false, preventDefault: () => (event.defaultPrevented = true) }
  return event
}

/** Asks the window's `will-navigate` listeners about a navigation that the page itself started. */
export function isNavigationAllowed(request) {
  if (!request.isNavigationRequest()) return true
  const frame = request.frame()
  const window = windows.find((candidate) => candidate.currentPage === frame.page())
  if (!window || window.isLoading || frame.parentFrame()) return true
  const event = Object.assign(prevention(), { url: fromChromium(request.url()), isMainFrame: true })
  window.webContents.emit('will-navigate', event, event.url)
  return !event.defaultPrevented
}

// ---- ipc

class IpcMain {
  handlers = new Map()
  handle(channel, handler) {
    if (this.handlers.has(channel)) throw new Error(`A second handler was registered for '${channel}'`)
    this.handlers.set(channel, handler)
  }
}
export const ipcMain = new IpcMain()

const frameOf = (frame) => frame && { url: fromChromium(frame.url()), parent: frameOf(frame.parentFrame()) }

async function receive({ page, frame }, { kind, channel, args, url, ...rest }) {
  const { webContents } = windows.find((window) => window.currentPage === page)
  if (kind === 'save') return void offerDownload(webContents.session, rest)
  if (kind === 'open') return webContents.openHandler?.({ url: fromChromium(url) })
  const handler = ipcMain.handlers.get(channel)
  if (!handler) return { error: `Error: No handler registered for '${channel}'` }
  try {
    const value = await handler({ sender: webContents, senderFrame: frameOf(frame) }, ...args)
    return { value: structuredClone(value) }
  } catch (error) {
    return { error: String(error) }
  }
}

// ---- windows

// Electron's names of the permissions that a page can be given here, with Playwright's.
const permissions = {
  'clipboard-sanitized-write': 'clipboard-write',
  'clipboard-read': 'clipboard-read',
  notifications: 'notifications',
  geolocation: 'geolocation'
}

class WebContents extends EventEmitter {
  constructor(window) {
    super()
    this.window = window
    this.session = Object.assign(new EventEmitter(), {
      setPermissionCheckHandler: (handler) => (this.permissionCheck = handler),
      setPermissionRequestHandler: (handler) => (this.permissionRequest = handler)
    })
  }
  setWindowOpenHandler(handler) {
    this.openHandler = handler
  }
  send(channel, ...args) {
    const message = [channel, structuredClone(args)]
    void this.window.page
      .then((page) => page.evaluate(([name, values]) => globalThis.__double?.dispatch(name, values), message))
      .catch(() => {}) // the page is navigating or gone, as in Electron
  }
  async executeJavaScript(code) {
    const page = await this.window.page
    return page.evaluate(code)
  }
  isDestroyed() {
    return this.window.isDestroyed()
  }
  isCrashed() {
    return this.window.isCrashed
  }
  getURL() {
    return fromChromium(this.window.currentPage?.url() ?? 'about:blank')
  }
  /** The browser's own address for it, since its page may hang. */
  forcefullyCrashRenderer() {
    void this.window.page.then((page) => page.goto('chrome://crash')).catch(() => {})
  }
  /** Without a check handler Electron grants everything. */
  async grantPermissions(url) {
    const isGranted = (permission) => this.permissionCheck?.(this, permission, url, {}) ?? true
    const granted = Object.keys(permissions).filter(isGranted)
    await context.grantPermissions(
      granted.map((permission) => permissions[permission]),
      { origin: new URL(toChromium(url)).origin }
    )
  }
}

export class BrowserWindow extends EventEmitter {
  isLoading = false
  #destroyed = false
  #visible
  #minimized = false
  #maximized = false
  #fullScreen = false
  #focused = false
  #bounds
  #openPage
  isCrashed = false

  static getAllWindows() {
    return [...windows]
  }

  constructor({ show = true, x = 0, y = 0, width = 800, height = 600, webPreferences = {} }) {
    super()
    if (!app.isReady()) throw new Error('Cannot create BrowserWindow before app is ready')
    const { preload, sandbox = true, contextIsolation = true, nodeIntegration = false } = webPreferences
    if (!sandbox || !contextIsolation || nodeIntegration) {
      throw new Error('The double knows sandboxed and isolated windows only')
    }
    this.#visible = show
    this.#bounds = { x, y, width, height }
    this.webContents = new WebContents(this)
    windows.push(this)
    this.#openPage = () => {
      this.page = this.#open(preload)
      this.page.catch((error) => this.#destroyed || console.error('window', error))
    }
    this.#openPage()
    app.emit('browser-window-created', {}, this)
  }

  async #open(preload) {
    const page = await context.newPage()
    this.currentPage = page
    const { width, height } = this.#bounds
    await page.setViewportSize({ width, height })
    await followTheme(page)
    await page.exposeBinding('__doubleSend', receive)
    const bundle = preload ? readFileSync(preload, 'utf8') : ''
    await page.addInitScript({ content: rendererSource.replace('/* preload */', () => bundle) })
    page.on('popup', (popup) => void popup.close())
    page.once('load', () => this.emit('ready-to-show'))
    // Chromium tells `replaceState` like any other navigation, but within the document.
    page.on('framenavigated', (frame) => {
      if (frame === page.mainFrame() && !this.isLoading) this.webContents.emit('did-navigate-in-page', {})
    })
    page.on('crash', () => {
      this.isCrashed = true
      this.webContents.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 1 })
    })
    page.on('close', () => page === this.currentPage && this.destroy())
    return page
  }

  async loadURL(url) {
    // Electron gives a crashed window a new process; Playwright has no use for such a page any more.
    if (this.isCrashed) {
      this.isCrashed = false
      const dead = this.currentPage
      this.#openPage()
      await this.page
      void dead.close().catch(() => {})
    }
    const page = await this.page
    if (URL.canParse(url) && !url.startsWith('data:')) await this.webContents.grantPermissions(url)
    this.isLoading = true
    try {
      await page.goto(toChromium(url), { waitUntil: 'load' })
    } finally {
      this.isLoading = false
    }
  }
  close() {
    const event = prevention()
    this.emit('close', event)
    if (!event.defaultPrevented) this.destroy()
  }
  destroy() {
    if (this.#destroyed) return
    this.#destroyed = true
    windows.splice(windows.indexOf(this), 1)
    void this.page.then((page) => page.close()).catch(() => {})
    this.emit('closed')
    if (windows.length === 0) windowsAreGone()
  }
  isDestroyed() {
    return this.#destroyed
  }
  show() {
    this.#visible = true
    this.emit('show')
    this.focus()
  }
  hide() {
    this.#visible = false
    this.blur()
    this.emit('hide')
  }
  isVisible() {
    return this.#visible
  }
  minimize() {
    this.#minimized = true
    this.blur()
    this.emit('minimize')
  }
  restore() {
    this.#minimized = false
    this.emit('restore')
  }
  isMinimized() {
    return this.#minimized
  }
  focus() {
    this.#focused = true
    this.emit('focus')
  }
  blur() {
    this.#focused = false
    this.emit('blur')
  }
  isFocused() {
    return this.#focused
  }
  maximize() {
    this.#maximized = true
    this.#visible = true
    this.emit('maximize')
  }
  unmaximize() {
    this.#maximized = false
    this.emit('unmaximize')
  }
  isMaximized() {
    return this.#maximized
  }
  setFullScreen(isFull) {
    this.#fullScreen = isFull
    this.emit(isFull ? 'enter-full-screen' : 'leave-full-screen')
  }
  isFullScreen() {
    return this.#fullScreen
  }
  getBounds() {
    return { ...this.#bounds }
  }
  getNormalBounds() {
    return { ...this.#bounds }
  }
  setBounds(bounds) {
    Object.assign(this.#bounds, bounds)
    const { width, height } = this.#bounds
    void this.page.then((page) => page.setViewportSize({ width, height })).catch(() => {})
    this.emit('move')
    this.emit('resize')
  }
  setOverlayIcon() {}
}

// ---- theme

let themeSource = 'system'
const followTheme = (page) =>
  page.emulateMedia({ colorScheme: themeSource === 'system' ? null : themeSource }).catch(() => {})

export const nativeTheme = {
  get themeSource() {
    return themeSource
  },
  set themeSource(source) {
    themeSource = source
    for (const window of windows) void window.page.then(followTheme)
  },
  get shouldUseDarkColors() {
    return themeSource === 'dark'
  }
}
