import { app, Notification, type BrowserWindow } from 'electron'
import type { Core } from '../../core/core.ts'
import { askWhereToSave } from './downloads.ts'
import { createTellPage } from './ipc.ts'
import { setMenu } from './menu.ts'
import { showNotices } from './notices.ts'
import { focusWindow, isLookedAt } from './window.ts'

/** Joins the window to what the desktop offers around it: menus, notifications, a dialog for each file to save. */
export function offerNative(core: Pick<Core, 'onAnnouncement' | 'arrivals'>, window: BrowserWindow): void {
  const tellPage = createTellPage(window.webContents)
  setMenu((name) => {
    focusWindow(window)
    tellPage('actions.chosen', { name })
  })
  askWhereToSave(window.webContents.session, app.getPath('downloads'), (saved) =>
    tellPage('files.saved', saved)
  )
  showNotices(core, {
    app,
    platform: process.platform,
    create: (notice) => new Notification(notice),
    isWatched: () => isLookedAt(window),
    follow(id) {
      focusWindow(window)
      if (id !== null) core.arrivals.add({ kind: 'open', id })
    }
  })
}
