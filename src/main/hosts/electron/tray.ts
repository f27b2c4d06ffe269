import { Menu, nativeImage, Tray, type NativeImage } from 'electron'
import { actions as text } from '#shared/actions.ts'
import type { ListeningStatus } from '#shared/listening-models.ts'
import { asTemplate, dotColours, withDot } from './tray-icon.ts'
import { unseenWords, viewOf, type TrayView } from './tray-view.ts'

interface TrayActions {
  copy(text: string): void
  open(): void
  start(): void
  stop(): void
  pause(): void
  quit(): void
}

export interface AppTray {
  show(status: ListeningStatus): void
  showUnseen(count: number): void
}

/** In pixels. Windows and Linux scale it down; macOS wants 18 points, two pixels each. */
const SIZE = process.platform === 'darwin' ? 36 : 32

/** Where the icon has its white line, which is all that macOS shows of it. */
const lineArea = { x: 44, y: 44, width: 168, height: 168 }

/** The app's place in the tray or the menu bar: what it does, the address, start and stop, and the way back to it. */
export function createTray(iconFile: string, actions: TrayActions): AppTray {
  const whole = nativeImage.createFromPath(iconFile)
  const part = process.platform === 'darwin' ? whole.crop(lineArea) : whole
  const icon = part.resize({ width: SIZE, height: SIZE }).toBitmap()
  let view: TrayView = { state: 'stopped', words: 'Connecting…', url: null, canStart: false, canStop: false }
  let unseen = 0
  let drawn = draw(icon, view.state)
  const tray = new Tray(drawn)
  // On macOS a click opens the menu, as everything there does.
  if (process.platform !== 'darwin') tray.on('click', () => actions.open())

  const refresh = () => {
    const news = unseen === 0 ? [] : [unseenWords(unseen)]
    tray.setToolTip(['Webhook Inspector', view.words, ...news].join('\n').slice(0, 120))
    tray.setContextMenu(buildMenu(view, unseen, actions))
  }
  refresh()
  return {
    show(status) {
      const next = viewOf(status)
      if (JSON.stringify(next) === JSON.stringify(view)) return
      if (next.state !== view.state) {
        drawn = draw(icon, next.state)
        tray.setImage(drawn)
        // A template has no colours to tell it by.
        if (process.platform === 'darwin') tray.setTitle(next.state === 'lost' ? ' !' : '')
      }
      view = next
      refresh()
    },
    showUnseen(count) {
      unseen = count
      refresh()
    }
  }
}

function buildMenu({ words, url, canStart, canStop }: TrayView, unseen: number, actions: TrayActions): Menu {
  return Menu.buildFromTemplate([
    { id: 'state', label: words, enabled: false },
    ...(url === null ? [] : [{ id: 'url', label: url, enabled: false }]),
    { type: 'separator' },
    { id: 'copy', label: text.copyUrl.text, enabled: url !== null, click: () => actions.copy(url ?? '') },
    { id: 'start', label: text.listen.text, visible: canStart, click: () => actions.start() },
    { id: 'stop', label: text.stopListening.text, visible: canStop, click: () => actions.stop() },
    { id: 'pause', label: text.pause.text, click: () => actions.pause() },
    { type: 'separator' },
    { id: 'unseen', label: unseenWords(unseen), visible: unseen > 0, click: () => actions.open() },
    { id: 'open', label: 'Open Webhook Inspector', click: () => actions.open() },
    { id: 'quit', label: 'Quit', click: () => actions.quit() }
  ])
}

function draw(icon: Buffer, state: TrayView['state']): NativeImage {
  const size = { width: SIZE, height: SIZE }
  if (process.platform !== 'darwin') {
    return nativeImage.createFromBitmap(withDot(icon, SIZE, dotColours[state]), size)
  }
  const template = asTemplate(icon, state === 'stopped' ? 0.45 : 1)
  const image = nativeImage.createFromBitmap(template, { ...size, scaleFactor: 2 })
  image.setTemplateImage(true)
  return image
}
