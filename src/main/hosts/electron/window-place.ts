import type { BrowserWindow, Screen } from 'electron'
import type { WindowMemory } from './window-memory.ts'
import { bringBack, type Placement } from './window-placement.ts'

/** Moving and resizing report every step. */
const SETTLED_MS = 500

/** Remembers where the window is, and brings it back when the display that it was on is gone. */
export function keepPlace(
  window: BrowserWindow,
  screen: Pick<Screen, 'getAllDisplays' | 'on'>,
  memory: WindowMemory
): void {
  let timer: NodeJS.Timeout | undefined
  const keep = () => {
    clearTimeout(timer)
    // Minimised or hidden it is nowhere.
    if (window.isDestroyed() || window.isMinimized() || !window.isVisible()) return
    memory.keep(screen.getAllDisplays(), { bounds: window.getNormalBounds(), mode: modeOf(window) })
  }
  const keepSoon = () => {
    clearTimeout(timer)
    timer = setTimeout(keep, SETTLED_MS)
  }
  for (const change of [
    'move',
    'resize',
    'maximize',
    'unmaximize',
    'enter-full-screen',
    'leave-full-screen'
  ] as const)
    window.on(change as 'move', keepSoon)
  window.on('close', keep)
  window.on('closed', () => clearTimeout(timer))

  const stayReachable = () => {
    if (window.isDestroyed() || modeOf(window) !== 'normal') return
    const bounds = window.getBounds()
    const reachable = bringBack(bounds, screen.getAllDisplays())
    if (reachable !== bounds) window.setBounds(reachable)
  }
  screen.on('display-removed', stayReachable)
  screen.on('display-metrics-changed', stayReachable)
}

function modeOf(window: BrowserWindow): Placement['mode'] {
  if (window.isFullScreen()) return 'fullScreen'
  return window.isMaximized() ? 'maximised' : 'normal'
}
