// The life of the app: Chromium is started one turn after the main bundle ran, then the app is ready.
import { EventEmitter } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { chromium } from 'playwright-core'
import { browserArgs, findBrowser } from '../../scripts/find-browser.mjs'
import { announceBrowser } from './harness.mjs'
import { serve } from './scheme.mjs'
import { requestLock } from './single-instance.mjs'
import { BrowserWindow, openPagesIn } from './window.mjs'

function packageAbove(folder) {
  const file = join(folder, 'package.json')
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : packageAbove(dirname(folder))
}

const { name, productName, version } = packageAbove(dirname(process.argv[1]))
const paths = {}
let browser = null
let quitting = false
let exitCode = null
let setReady
const ready = new Promise((resolve) => (setReady = resolve))

class App extends EventEmitter {
  name = productName ?? name
  isPackaged = false
  badgeCount = 0

  whenReady() {
    return ready
  }
  isReady() {
    return browser !== null
  }
  getName() {
    return this.name
  }
  getVersion() {
    return version
  }
  setBadgeCount(count = 0) {
    this.badgeCount = count
    return true
  }
  getBadgeCount() {
    return this.badgeCount
  }
  // What runs from source is never entered anywhere, so that asking for it is a mistake.
  setLoginItemSettings() {
    throw new Error('The double is not installed')
  }
  getLoginItemSettings() {
    throw new Error('The double is not installed')
  }
  setAsDefaultProtocolClient() {
    throw new Error('The double is not installed')
  }
  getPath(key) {
    if (key === 'userData') paths.userData ??= mkdtempSync(join(tmpdir(), 'electron double '))
    if (key === 'downloads') return join(this.getPath('userData'), 'downloads')
    if (!(key in paths)) throw new Error(`Failed to get '${key}' path`)
    return paths[key]
  }
  setAppUserModelId() {}
  setPath(key, path) {
    if (!existsSync(path)) throw new Error(`Failed to set path: ${path} does not exist`)
    paths[key] = path
  }
  requestSingleInstanceLock() {
    return requestLock(this.getPath('userData'), (argv, cwd) => this.emit('second-instance', {}, argv, cwd))
  }
  quit() {
    if (quitting) return
    if (this.#isPrevented('before-quit')) return
    quitting = true
    for (const window of BrowserWindow.getAllWindows()) {
      window.close()
      if (!window.isDestroyed()) return void (quitting = false)
    }
    if (this.#isPrevented('will-quit')) return void (quitting = false)
    this.emit('quit', {}, 0)
    this.exit(0)
  }
  exit(code = 0) {
    exitCode ??= code
    void end()
  }
  #isPrevented(event) {
    let prevented = false
    this.emit(event, { preventDefault: () => (prevented = true) })
    return prevented
  }
}

export const app = new App()

/** Called when the last window is gone. */
export function windowsAreGone() {
  if (quitting || exitCode !== null) return
  if (app.listenerCount('window-all-closed') > 0) app.emit('window-all-closed')
  else app.quit()
}

async function end() {
  setTimeout(() => process.exit(exitCode), 3_000).unref() // a browser that does not close must not keep the app
  await browser?.close().catch(() => {})
  process.exit(exitCode)
}

async function start() {
  if (exitCode !== null) return
  const profile = join(app.getPath('userData'), 'chromium')
  mkdirSync(profile, { recursive: true })
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: (await findBrowser()) ?? undefined,
    headless: process.env.HEADED !== '1',
    viewport: null,
    // Signals are the app's own affair.
    handleSIGTERM: false,
    handleSIGINT: false,
    handleSIGHUP: false,
    args: ['--remote-debugging-port=0', ...browserArgs]
  })
  if (exitCode !== null) return void context.close()
  await context.route('**', serve)
  const [port] = readFileSync(join(profile, 'DevToolsActivePort'), 'utf8').split('\n')
  await announceBrowser(Number(port))
  const [blank] = context.pages()
  openPagesIn(context)
  browser = context
  app.emit('ready', {}, {})
  setReady()
  app.once('browser-window-created', (_event, window) => void window.page.then(() => blank?.close()))
}

for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(signal, () => app.quit())
setImmediate(() => {
  start().catch((error) => {
    console.error(error)
    app.exit(1)
  })
})
