// Packs the app as a release would, around a made-up Electron runtime, then looks at what was packed and starts it
// under the double of Electron. Needs no network and no Electron. With the folder of an app that was really packed,
// such as dist/linux-unpacked, it looks at that one instead.
import './require-node.mjs'
import { extractAll } from '@electron/asar'
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { buildIfStale } from './build-if-stale.mjs'
import { checkPacked, checkPageSize, fuseMark } from './packaged-app.mjs'
import { packBrowserMode } from './pack-browser-mode.mjs'
import { npm, writeLicences } from './shipped.mjs'

const root = resolve(fileURLToPath(import.meta.url), '../..')
const require = createRequire(import.meta.url)
const executable = 'webhook-inspector'
/** As a runtime is released. */
const fusesAsReleased = '10110001'

const folder = mkdtempSync(join(tmpdir(), 'webhook inspector packaging '))
const given = process.argv[2]
try {
  const seen = given === undefined ? await checkMadeUp() : checkPacked(find(resolve(given)))
  console.log(`The package is sound: ${seen}.`)
} catch (error) {
  console.error(`The package is broken: ${error instanceof Error ? error.message : String(error)}`)
  process.exitCode = 1
} finally {
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
}

async function checkMadeUp() {
  if (!buildIfStale()) throw new Error('the build failed')
  writeLicences()
  pack()
  const packed = find(join(folder, 'dist/linux-unpacked'))
  const seen = [checkPacked(packed), checkPageSize(join(root, 'out/renderer/assets'))]
  return [...seen, await startPacked(join(packed.resources, 'app.asar')), await startInstalled()].join(', ')
}

/**
 * @param {string} unpacked the folder that electron-builder fills before it makes installers
 * @returns {import('./packaged-app.mjs').Packed}
 */
function find(unpacked) {
  const { arch } = process
  const [app] = readdirSync(unpacked).filter((name) => name.endsWith('.app'))
  if (app) {
    const contents = join(unpacked, app, 'Contents')
    const framework = 'Frameworks/Electron Framework.framework/Versions/A/Electron Framework'
    const binary = join(contents, framework)
    return { platform: 'darwin', arch, binary, resources: join(contents, 'Resources') }
  }
  const [program] = readdirSync(unpacked).filter((name) => name.endsWith('.exe'))
  const resources = join(unpacked, 'resources')
  if (program) return { platform: 'win32', arch, binary: join(unpacked, program), resources }
  return { platform: 'linux', arch, binary: join(unpacked, executable), resources }
}

/** Also refuses a configuration that does not follow electron-builder's schema. */
function pack() {
  makeRuntime(join(folder, 'runtime'))
  const builder = require.resolve('electron-builder/cli.js')
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [
      builder,
      '--linux',
      '--dir',
      '--publish=never',
      `-c.electronDist=${join(folder, 'runtime')}`,
      `-c.directories.output=${join(folder, 'dist')}`
    ],
    { cwd: root, encoding: 'utf8' }
  )
  if (status === 0) return
  console.error(stdout + stderr)
  throw new Error(`electron-builder ended with code ${status}; what it said stands above`)
}

/**
 * The files that electron-builder looks for in a downloaded runtime.
 * @param {string} runtime
 */
function makeRuntime(runtime) {
  const { version } = require('electron/package.json')
  const fuses = Buffer.from([
    ...Buffer.from(fuseMark),
    1,
    fusesAsReleased.length,
    ...Buffer.from(fusesAsReleased)
  ])
  mkdirSync(join(runtime, 'locales'), { recursive: true })
  for (const name of [
    'LICENSE',
    'LICENSES.chromium.html',
    'resources.pak',
    'icudtl.dat',
    'locales/en-US.pak'
  ]) {
    writeFileSync(join(runtime, name), '')
  }
  for (const name of ['electron', 'chrome-sandbox', 'chrome_crashpad_handler']) {
    writeFileSync(join(runtime, name), fuses, { mode: 0o755 })
  }
  writeFileSync(join(runtime, 'version'), version)
}

/**
 * @param {string} archive
 * @returns {Promise<string>} what was seen
 */
async function startPacked(archive) {
  if (process.platform !== 'linux') return 'not started, because it is packed for Linux'
  const extracted = join(folder, 'app')
  extractAll(archive, extracted)
  const { launch } = await import('../tests/e2e/launch.ts')
  const started = await launch('desktop', {
    entry: join(extracted, 'out/main/index.js'),
    dataDir: join(folder, 'data'),
    browser: () => Promise.reject(new Error('The double has a browser of its own.'))
  })
  const title = await started.page.title()
  const version = await started.evaluate(({ app }) => app.getVersion())
  const code = await started.close()
  if (title !== 'Webhook Inspector') throw new Error(`its window is called ${JSON.stringify(title)}`)
  if (code !== 0) throw new Error(`it ended with code ${code}.\n${started.log()}`)
  return `version ${version} started and ended`
}

/**
 * Browser mode as a package, installed into an empty folder as npx does it. The two native modules are those that
 * are here, so that nothing is asked of the network.
 * @returns {Promise<string>} what was seen
 */
async function startInstalled() {
  const home = join(folder, 'installed')
  mkdirSync(home)
  writeFileSync(join(home, 'package.json'), '{}')
  const tarball = packBrowserMode(join(folder, 'packed'))
  const beside = ['better-sqlite3', '@ngrok/ngrok'].map((name) => join(root, 'node_modules', name))
  npm(['install', '--offline', '--no-audit', '--no-fund', '--install-links=false', tarball, ...beside], home)
  const program = join(home, 'node_modules/webhook-inspector/out/main/start.js')
  const flags = ['--json', '--no-open', '--receiver-port', '0', '--data-dir', join(home, 'data')]
  const app = spawn(process.execPath, [program, ...flags], { stdio: ['ignore', 'pipe', 'inherit'] })
  const ended = once(app, 'exit')
  const line = once(createInterface({ input: app.stdout }), 'line')
  const [ready] = await Promise.race([line, ended.then(([code]) => [`it ended with code ${code}`])])
  const { uiUrl } = JSON.parse(ready)
  const page = await fetch(uiUrl, { redirect: 'manual' })
  app.kill('SIGTERM')
  await ended
  if (page.status !== 303) throw new Error(`browser mode as a package answered ${page.status}`)
  return `browser mode as a package (${(statSync(tarball).size / 1e6).toFixed(1)} MB) as well`
}
