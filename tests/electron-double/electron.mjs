// The double's face: exactly what the app uses of Electron's main process. Anything else is a link error.
import { app } from './app.mjs'
import { dialog, Menu, Notification, powerMonitor, safeStorage, shell } from './desktop.mjs'
import { protocol } from './scheme.mjs'
import { serveHarness } from './harness.mjs'
import { utilityProcess } from './utility-process.mjs'
import { BrowserWindow, ipcMain, nativeTheme } from './window.mjs'

const electron = {
  app,
  BrowserWindow,
  dialog,
  ipcMain,
  Menu,
  nativeTheme,
  Notification,
  powerMonitor,
  protocol,
  safeStorage,
  shell,
  utilityProcess
}
serveHarness(electron)

export default electron
export {
  app,
  BrowserWindow,
  dialog,
  ipcMain,
  Menu,
  nativeTheme,
  Notification,
  powerMonitor,
  protocol,
  safeStorage,
  shell,
  utilityProcess
}
