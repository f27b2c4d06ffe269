import { nativeImage, type App, type BrowserWindow } from 'electron'
import { badgeSize, drawBadge } from './tray-icon.ts'
import { unseenWords } from './tray-view.ts'

/** Shows on the dock or the taskbar how many events nobody has seen. Some desktops of Linux show no numbers. */
export function showBadge(app: Pick<App, 'setBadgeCount'>, window: BrowserWindow, count: number): void {
  if (process.platform !== 'win32') return void app.setBadgeCount(count)
  const image =
    count === 0
      ? null
      : nativeImage.createFromBitmap(drawBadge(count), { width: badgeSize, height: badgeSize })
  window.setOverlayIcon(image, count === 0 ? '' : unseenWords(count))
}
