import { homedir } from 'node:os'
import { app, clipboard, dialog, screen, type BrowserWindow } from 'electron'
import type { DesktopInfo } from '#shared/app-models.ts'
import type { Announcement } from '#shared/contract.ts'
import { messageOf } from '#shared/errors.ts'
import type { Core } from '../../core/core.ts'
import type { Log } from '../../core/ports.ts'
import { showBadge } from './badge.ts'
import { decideOnClosing } from './closing.ts'
import { collectLinks, registerLinks } from './links.ts'
import { createTellPage } from './ipc.ts'
import { createLoginItem, hiddenFlag } from './login-item.ts'
import { recoverPage } from './page-recovery.ts'
import { followLoginSetting } from './start-at-login.ts'
import { createTray } from './tray.ts'
import { findTray } from './tray-host.ts'
import { countUnseen } from './unseen.ts'
import { createWindow, focusWindow, isLookedAt, showWhenReady } from './window.ts'
import { keepPlace } from './window-place.ts'
import { createWindowMemory } from './window-memory.ts'

interface DesktopParts {
  readonly dataDir: string
  readonly iconFile: string
  readonly log: Log
  readonly logFile: string
  reportBug(error: unknown): void
}

export interface Desktop {
  describe(): Promise<DesktopInfo>
  /** Creates the window where it was the last time. It shows once its page has painted. */
  openWindow(pageUrl: string, preload: string): Promise<BrowserWindow>
  /**
   * Joins window and core to the tray, to the links that lead here, and to what else goes on around them, and loads the
   * page.
   */
  join(core: Core, window: BrowserWindow, pageUrl: string): Promise<void>
}

/** The app among the other things on a desktop. To be called before Electron is ready: links come as early as that. */
export function prepareDesktop(parts: DesktopParts): Desktop {
  const { dataDir, iconFile, log, logFile, reportBug } = parts
  const { platform, env, execPath: program, argv } = process
  const links = collectLinks(app)
  links.readArguments(argv)
  const loginItem = createLoginItem({ app, platform, env, home: homedir(), program })
  const memory = createWindowMemory(dataDir, (error) =>
    log.warn('The place of the window is not kept', { error })
  )
  const findOwnTray = () => findTray(platform)
  let shown: BrowserWindow | null = null
  let isAskedFor = false
  const open = () => {
    isAskedFor = true
    if (shown !== null) focusWindow(shown)
  }
  // The store may take its time to open, and whoever starts the app again meanwhile wants it as well.
  app.on('second-instance', (_event, laterArgv) => {
    links.readArguments(laterArgv)
    // A start at login that finds the app running has nothing to show.
    if (!laterArgv.includes(hiddenFlag)) open()
  })

  return {
    describe: async () => ({ tray: await findOwnTray(), startAtLogin: loginItem.ability }),

    async openWindow(pageUrl, preload) {
      const placement = memory.recall(screen.getAllDisplays())
      const window = createWindow({ pageUrl, preload, icon: iconFile, placement })
      shown = window
      const isAtLogin = loginItem.startedApp(argv)
      const quietly = isAtLogin && (await findOwnTray()).available ? 'hidden' : 'minimised'
      showWhenReady(window, placement, isAtLogin && !isAskedFor ? quietly : 'shown')
      keepPlace(window, screen, memory)
      return window
    },

    async join(core, window, pageUrl) {
      await showInTray(core, window, iconFile, open)
      decideOnClosing({ app, window, core, findTray: findOwnTray, reportBug })
      const load = recoverPage({
        app,
        window,
        pageUrl,
        log,
        logFile,
        onRestored: (leftOut) => core.arrivals.add({ kind: 'restored', leftOut }),
        reportBug
      })
      registerLinks(app, (message) => log.warn(message))
      links.deliver((link) => {
        core.arrivals.openLink(link)
        open()
      })
      app.on('activate', open)
      await followLoginSetting(core, loginItem, reportBug)
      await load()
    }
  }
}

async function showInTray(
  core: Core,
  window: BrowserWindow,
  iconFile: string,
  open: () => void
): Promise<void> {
  const refuse = (what: string) => (error: unknown) => {
    open()
    dialog.showErrorBox(what, messageOf(error))
  }
  const tray = createTray(iconFile, {
    open,
    copy: (text) => void clipboard.writeText(text).catch(refuse('Webhook Inspector could not copy the URL')),
    start: () => void core.listening.start({}).catch(refuse('Webhook Inspector could not start listening')),
    stop: () => void core.listening.stop({}).catch(refuse('Webhook Inspector could not stop listening')),
    pause: () => createTellPage(window.webContents)('actions.chosen', { name: 'pause' }),
    quit: () => app.quit()
  })
  const unseen = countUnseen(core, Date.now, (count) => {
    tray.showUnseen(count)
    showBadge(app, window, count)
  })
  const look = () => unseen.setLooking(isLookedAt(window))
  for (const change of ['focus', 'blur', 'show', 'hide', 'minimize', 'restore'] as const)
    window.on(change as 'focus', look)
  look()
  core.onAnnouncement((name, payload) => {
    if (name === 'listening.changed') tray.show(payload as Announcement<'listening.changed'>)
  })
  tray.show(await core.listening.status({}))
}
