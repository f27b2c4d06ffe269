// The desktop app where Electron's runtime is present, browser mode where it is not.
import './require-node.mjs'
import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { buildIfStale } from './build-if-stale.mjs'
import { endWithNpm } from './end-with-npm.mjs'

const root = resolve(fileURLToPath(import.meta.url), '../..')
const browserMode = new URL('../out/main/browser.js', import.meta.url).href
const electron = findElectron()
const obstacle = findObstacle()

endWithNpm()
if (!buildIfStale()) {
  process.exitCode = 1
} else if (electron === null || obstacle !== null) {
  console.error(`Opening browser mode, because ${obstacle}.`)
  await import(browserMode)
} else {
  console.error("Opening the desktop app, because Electron's runtime is installed.")
  const app = spawn(electron, [root, ...process.argv.slice(2)], { stdio: 'inherit' })
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    process.on(signal, () => app.kill(signal))
  }
  app.once('error', (error) => {
    console.error(`Electron could not be started: ${error.message}. Use "npm run serve" for browser mode.`)
    process.exitCode = 1
  })
  app.once('exit', (code) => {
    process.exitCode = code ?? 1
  })
}

/** Where Electron's own package looks for its runtime, or null when the download never arrived. */
function findElectron() {
  const folder = resolve(root, 'node_modules/electron')
  const pathFile = resolve(folder, 'path.txt')
  if (!existsSync(pathFile)) return null
  const runtime = resolve(folder, 'dist', readFileSync(pathFile, 'utf8').trim())
  return existsSync(runtime) ? runtime : null
}

/** Why the desktop app cannot be opened here, or null. */
function findObstacle() {
  if (electron === null) {
    return 'Electron\'s runtime is not installed (run "npx install-electron" once online for the desktop app)'
  }
  if (process.platform !== 'linux') return null
  if (!process.env.DISPLAY && !process.env.WAYLAND_DISPLAY)
    return 'there is no display (DISPLAY and WAYLAND_DISPLAY are unset)'
  if (process.getuid?.() === 0) return 'Electron does not run as root with its sandbox on'
  return null
}
