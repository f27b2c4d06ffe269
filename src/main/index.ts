import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { app, dialog, ipcMain, Notification, powerMonitor, protocol, safeStorage, shell } from 'electron'
import { toWireError } from '#shared/errors.ts'
import { createCore } from './core/core.ts'
import { useDataDir } from './hosts/electron/data-dir.ts'
import { prepareDesktop } from './hosts/electron/desktop.ts'
import { serveIpc } from './hosts/electron/ipc.ts'
import { offerNative } from './hosts/electron/native.ts'
import { closeBeforeQuit } from './hosts/electron/quit.ts'
import { bundledPageUrl, registerPageScheme, servePageScheme } from './hosts/electron/scheme.ts'
import { followTheme } from './hosts/electron/theme.ts'
import { createIsTrusted } from './hosts/electron/trust.ts'
import { forkTunnelProcess } from './hosts/electron/tunnel-process.ts'
import { startUpdates } from './hosts/electron/update.ts'
import { createKeychainVault } from './hosts/electron/vault.ts'
import { onWake } from './hosts/electron/wake.ts'
import { createLog } from './hosts/log.ts'
import { readEnvironment } from './hosts/options.ts'
import { createAnnouncer } from './rpc/announcer.ts'
import { createDispatch } from './rpc/dispatcher.ts'
import { createHandlers } from './rpc/handlers.ts'

const inOut = (path: string) => join(import.meta.dirname, '..', path)

async function start(): Promise<void> {
  const { dataDir: askedDataDir, ...options } = readEnvironment(process.env)
  const dataDir = useDataDir(app, askedDataDir)
  if (!app.requestSingleInstanceLock()) return app.exit(0)
  const logFile = join(dataDir, 'app.log')
  const log = createLog('info', logFile)
  const reportBug = (error: unknown) => log.error('Unexpected error', { error })
  const iconFile = inOut('../resources/icons/256x256.png')
  const desktop = prepareDesktop({ dataDir, iconFile, log, logFile, reportBug })
  const painted = Promise.withResolvers<void>()
  const ready = app.whenReady()
  // The store opens and the receiver listens while Electron gets ready.
  const opening = createCore(
    {
      clock: Date,
      log,
      vault: createKeychainVault(safeStorage, process.platform, ready),
      startStoreWorker: () => new Worker(inOut('main/store-worker.js')),
      startTunnelProcess: () => forkTunnelProcess(inOut('main/tunnel-process.js')),
      showFolder: async (path) => (await shell.openPath(path)) === '',
      canNotify: () => Notification.isSupported(),
      recentLog: () => log.recent(),
      describeDesktop: () => desktop.describe()
    },
    {
      ...options,
      dataDir,
      version: app.getVersion(),
      host: 'electron',
      painted: painted.promise
    }
  )
  const [core] = await Promise.all([opening, ready])
  closeBeforeQuit(app, () => core.close(), reportBug)
  onWake(powerMonitor, () => core.listening.wake())
  await followTheme(core)
  servePageScheme(protocol, inOut('renderer'))
  const pageUrl = (app.isPackaged ? null : process.env['ELECTRON_RENDERER_URL']) ?? bundledPageUrl
  const window = await desktop.openWindow(pageUrl, inOut('preload/index.cjs'))
  window.once('ready-to-show', () => painted.resolve())
  offerNative(core, window)
  const announcer = createAnnouncer(core, { delayMs: 50 })
  const dispatch = createDispatch(createHandlers(core), reportBug)
  serveIpc(ipcMain, window.webContents, createIsTrusted(window.webContents, pageUrl), dispatch, announcer)
  await desktop.join(core, window, pageUrl)
  await startUpdates({ isPackaged: app.isPackaged, log })
}

registerPageScheme(protocol) // refused once Electron is ready
start().catch((error: unknown) => {
  createLog('info').error('The app could not start', { error })
  dialog.showErrorBox('Webhook Inspector could not start', toWireError(error).message)
  app.exit(1)
})
