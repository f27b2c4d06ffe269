// Root postinstall: tries to fetch Electron's runtime and never fails the install. Everything but the
// desktop window works without it; `npm start` says so and opens browser mode instead.
import { spawnSync } from 'node:child_process'
import { createRequire } from 'node:module'

const script = findInstaller()
if (script && !process.env.ELECTRON_SKIP_BINARY_DOWNLOAD) {
  const run = spawnSync(process.execPath, [script], {
    stdio: ['ignore', 'inherit', 'pipe'],
    encoding: 'utf8',
    timeout: 300_000
  })
  if (run.status !== 0) {
    const why = (run.error?.message ?? run.stderr ?? '').split('\n').find((line) => /\S/.test(line))
    console.warn(
      `Electron's runtime was not downloaded (${(why ?? `exit ${run.status}`).trim()}). ` +
        'npm start will open browser mode; run "npx install-electron" once online for the desktop window.'
    )
  }
}

/** The path of Electron's own download script, or null after `npm install --omit=dev`. */
function findInstaller() {
  try {
    return createRequire(import.meta.url).resolve('electron/install.js')
  } catch {
    return null
  }
}
