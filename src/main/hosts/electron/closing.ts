import type { App, BrowserWindow } from 'electron'
import type { Ability } from '#shared/app-models.ts'
import type { Core } from '../../core/core.ts'
import { ask } from './page-recovery.ts'

interface ClosingParts {
  readonly app: Pick<App, 'on' | 'quit'>
  readonly window: BrowserWindow
  readonly core: Pick<Core, 'settings'>
  /** Asked each time: a panel may have come or gone since. */
  findTray(): Promise<Ability>
  reportBug(error: unknown): void
}

/**
 * Decides what closing the window means: the app ends, or goes on listening in the tray. Asked once, kept in the
 * settings. Where no tray shows it always ends, since nobody could find a hidden app again.
 */
export function decideOnClosing({ app, window, core, findTray, reportBug }: ClosingParts): void {
  let isQuitting = false
  let isDeciding = false
  app.on('before-quit', () => {
    isQuitting = true
  })
  window.on('close', (event) => {
    if (isQuitting) return
    event.preventDefault()
    if (isDeciding) return
    isDeciding = true
    decide()
      .catch((error: unknown) => {
        reportBug(error)
        app.quit()
      })
      .finally(() => {
        isDeciding = false
      })
  })

  async function decide(): Promise<void> {
    const { closing } = await core.settings.get({})
    if (closing === 'quit' || !(await findTray()).available) return app.quit()
    const chosen = closing === 'ask' ? await askOnce() : closing
    if (chosen === null) return
    if (closing === 'ask') await core.settings.set({ closing: chosen })
    if (chosen === 'quit') return app.quit()
    hide()
  }

  function hide(): void {
    if (process.platform !== 'darwin' || !window.isFullScreen()) return window.hide()
    // macOS would leave the screen black.
    window.once('leave-full-screen', () => window.hide())
    window.setFullScreen(false)
  }

  async function askOnce(): Promise<'tray' | 'quit' | null> {
    const place = process.platform === 'darwin' ? 'menu bar' : 'tray'
    const { response } = await ask(window, {
      type: 'question',
      message: 'Go on listening after the window is closed?',
      detail:
        `Webhook Inspector can stay in the ${place}, receive deliveries and forward them. ` +
        'Your choice is kept; change it under Settings → Desktop app.',
      buttons: ['Go On Listening', 'Quit', 'Cancel'],
      defaultId: 0,
      cancelId: 2
    })
    return (['tray', 'quit'] as const)[response] ?? null
  }
}
