import type { App, Notification } from 'electron'
import type { Notice } from '#shared/app-models.ts'
import type { Core } from '../../core/core.ts'

/** As in electron-builder.yml: Windows shows notifications only of apps that it knows by their id. */
const appUserModelId = 'com.webhookinspector.app'

/** Shows natively what is worth a notification, unless the user is looking; a click calls `follow`. */
export function showNotices(
  core: Pick<Core, 'onAnnouncement'>,
  parts: {
    readonly app: Pick<App, 'setAppUserModelId'>
    readonly platform: NodeJS.Platform
    readonly create: (options: { title: string; body: string }) => Pick<Notification, 'on' | 'show'>
    isWatched(): boolean
    /** With what it leads to; null for the app itself. */
    follow(id: string | null): void
  }
): void {
  if (parts.platform === 'win32') parts.app.setAppUserModelId(appUserModelId)
  // Held until they are over: one that is collected as garbage no longer tells of its click.
  const shown = new Set<unknown>()
  core.onAnnouncement((name, payload) => {
    if (name !== 'notices.raised' || parts.isWatched()) return
    const { title, text, openId } = payload as Notice
    const notification = parts.create({ title, body: text })
    shown.add(notification)
    notification.on('close', () => void shown.delete(notification))
    notification.on('click', () => {
      shown.delete(notification)
      parts.follow(openId)
    })
    notification.show()
  })
}
