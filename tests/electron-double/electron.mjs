// The double's face: exactly what the app uses of Electron's main process. Anything else is a link error.
import { app } from './app.mjs'
import {
  clipboard,
  dialog,
  Menu,
  nativeImage,
  Notification,
  powerMonitor,
  safeStorage,
  screen,
  shell,
  Tray
} from './desktop.mjs'
import { protocol } from './scheme.mjs'
import { serveHarness } from './harness.mjs'
import { utilityProcess } from './utility-process.mjs'
import { BrowserWindow, ipcMain, nativeTheme } from './window.mjs'

const electron = {
  app,
  BrowserWindow,
  clipboard,
  dialog,
  ipcMain,
  Menu,
  nativeImage,
  nativeTheme,
  Notification,
  powerMonitor,
  protocol,
  safeStorage,
  screen,
  shell,
  Tray,
  utilityProcess
}
serveHarness(electron)

export default electron
export {
  app,
  BrowserWindow,
  clipboard,
  dialog,
  ipcMain,
  Menu,
  nativeImage,
  nativeTheme,
  Notification,
  powerMonitor,
  protocol,
  safeStorage,
  screen,
  shell,
  Tray,
  utilityProcess
}
