import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

function findAbsence(): string | null {
  const folder = dirname(createRequire(import.meta.url).resolve('electron/package.json'))
  const pointer = join(folder, 'path.txt')
  if (!existsSync(pointer) || !existsSync(join(folder, 'dist', readFileSync(pointer, 'utf8')))) {
    return 'Electron\'s runtime is not installed. Run "npx install-electron" once online.'
  }
  const { DISPLAY, WAYLAND_DISPLAY } = process.env
  if (process.platform === 'linux' && !DISPLAY && !WAYLAND_DISPLAY) {
    return 'there is no display. Run the tests under "xvfb-run -a".'
  }
  return null
}

/** Why the real Electron cannot be started here and what to do, or null when it can. */
export const electronAbsence = findAbsence()
