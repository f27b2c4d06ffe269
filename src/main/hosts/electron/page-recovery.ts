import { dialog, type App, type BrowserWindow } from 'electron'
import type { Log } from '../../core/ports.ts'
import { createCrashPolicy, type Loss } from './crash-policy.ts'

interface PageRecoveryParts {
  readonly app: Pick<App, 'on' | 'quit'>
  readonly window: BrowserWindow
  readonly pageUrl: string
  readonly log: Log
  readonly logFile: string
  /** Tells the new page what became of the old one: the address that was left out, null where nothing was. */
  onRestored(leftOut: string | null): void
  reportBug(error: unknown): void
}

/**
 * Brings the page back when it crashed or hangs. All that is stored is elsewhere, so nothing is lost with it. Returns what
 * loads the page first: one that crashes on the way there is brought back like any other.
 */
export function recoverPage(parts: PageRecoveryParts): () => Promise<void> {
  const { app, window, pageUrl, log, logFile, onRestored, reportBug } = parts
  const { webContents } = window
  const policy = createCrashPolicy(() => Date.now())
  let how: Loss = 'crashed'
  let isLost = false
  /** Ends the question whether to wait once the page answers, or is gone. */
  let question: AbortController | null = null

  const load = (address: string) => window.loadURL(pageUrl + address)
  const restore = async (isBare: boolean) => {
    const address = URL.parse(webContents.getURL())?.hash ?? ''
    onRestored(isBare && address !== '' ? address : null)
    // An address of its own: without one the page would go back to where it was.
    await load(isBare ? '#/events' : address)
  }
  const giveUp = async () => {
    const { response } = await ask(window, {
      type: 'error',
      message: 'The page of Webhook Inspector keeps crashing.',
      detail:
        'Deliveries are received and stored all the same. Try again, or quit and start the app anew. ' +
        `What happened is written in ${logFile}.`,
      buttons: ['Try Again', 'Quit'],
      defaultId: 0,
      cancelId: 0
    })
    if (response === 1) return app.quit()
    policy.forgive()
    await restore(true)
  }

  const askToWait = async () => {
    const asking = (question = new AbortController())
    const asked = ask(window, {
      type: 'warning',
      message: 'The page of Webhook Inspector does not respond.',
      detail:
        'Deliveries are received and stored all the same. You can wait, or load the page again without what is open in it.',
      buttons: ['Wait', 'Load Again'],
      defaultId: 0,
      cancelId: 0,
      signal: asking.signal
    })
    const { response } = await asked.finally(() => (question = null))
    if (response !== 1 || asking.signal.aborted || window.isDestroyed()) return
    how = 'frozen'
    // A page that hangs takes no other order; that it is gone is told like any other crash.
    webContents.forcefullyCrashRenderer()
  }

  webContents.on('did-navigate-in-page', () => policy.addressChanged())
  webContents.on('render-process-gone', (_event, { reason, exitCode }) => {
    question?.abort()
    if (reason === 'clean-exit' || window.isDestroyed()) return
    isLost = true
    const recovery = policy.lost(how)
    log.error('The page is gone', { reason, exitCode, how, recovery })
    how = 'crashed'
    const recovering = recovery === 'stop' ? giveUp() : restore(recovery === 'bare')
    recovering.catch(reportBug)
  })
  window.on('responsive', () => question?.abort())
  window.on('unresponsive', () => {
    if (question !== null) return
    log.warn('The page does not respond')
    askToWait().catch(reportBug)
  })
  app.on('child-process-gone', (_event, { type, reason, exitCode, name, serviceName }) => {
    // The tunnel's process ends with each tunnel; who started it looks after it.
    if (reason !== 'clean-exit' && reason !== 'killed')
      log.warn('A process of the app is gone', { type, reason, exitCode, name, serviceName })
  })
  return () =>
    load('').catch((error: unknown) => {
      if (!isLost && !webContents.isCrashed()) throw error
    })
}

/** Belongs to the window as long as that can be seen. */
export function ask(window: BrowserWindow, options: Electron.MessageBoxOptions) {
  return window.isVisible() ? dialog.showMessageBox(window, options) : dialog.showMessageBox(options)
}
