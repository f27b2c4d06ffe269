// Packs the app as a release would, around a made-up Electron runtime, then looks at what was packed and starts it
// under the double of Electron. Needs no network and no Electron.
import './require-node.mjs'
import { extractAll, listPackage } from '@electron/asar'
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { buildIfStale } from './build-if-stale.mjs'

const root = resolve(fileURLToPath(import.meta.url), '../..')
const require = createRequire(import.meta.url)
const executable = 'webhook-inspector'
const target = `linux-${process.arch}`

/** Where Electron's binary keeps its fuses: this text, a version, their number, then one digit for each. */
const fuseMark = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'
const fusesAsReleased = '10110001'
/** Run as Node, NODE_OPTIONS, --inspect and file: privileges off; cookie encryption, asar checks on. */
const fusesWanted = '01001100'

const folder = mkdtempSync(join(tmpdir(), 'webhook inspector packaging '))
try {
  if (!buildIfStale()) throw new Error('the build failed')
  pack()
  const resources = join(folder, 'dist/linux-unpacked/resources')
  const archive = join(resources, 'app.asar')
  const count = checkFiles(archive)
  checkFuses()
  const start = await startPacked(archive)
  const megabytes = (statSync(archive).size / 1e6).toFixed(1)
  console.log(`The package is sound: ${count} files, app.asar ${megabytes} MB, ${start}.`)
} catch (error) {
  console.error(`The package is broken: ${error instanceof Error ? error.message : String(error)}`)
  process.exitCode = 1
} finally {
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
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
 * @returns {number} how many files and folders there are
 */
function checkFiles(archive) {
  const entries = listPackage(archive, { isPack: true }).map((line) => {
    const [, state, path = ''] = /^(\w+)\s*:\s*[\\/](.*)$/.exec(line) ?? []
    return { path: path.replaceAll('\\', '/'), unpacked: state === 'unpack' }
  })
  const paths = new Set(entries.map(({ path }) => path))

  for (const path of [
    'package.json',
    'out/main/index.js',
    'out/main/store-worker.js',
    'out/main/tunnel-process.js',
    'out/preload/index.cjs',
    'out/renderer/index.html',
    'resources/icons/256x256.png'
  ]) {
    if (!paths.has(path)) throw new Error(`${path} is missing`)
  }

  const foreign = entries.find(({ path }) => !/^(package\.json|out|resources|node_modules)(\/|$)/.test(path))
  if (foreign) throw new Error(`${foreign.path} does not belong into it`)
  const unwanted = entries.find(({ path }) => /^out\/main\/(browser\.js|\.)|\.tsx?$|\.map$/.test(path))
  if (unwanted) throw new Error(`${unwanted.path} does not belong into it`)

  const packages = entries.flatMap(
    ({ path }) => /^node_modules\/(@[^/]+\/[^/]+|[^/@]+)$/.exec(path)?.[1] ?? []
  )
  const expected = /^(better-sqlite3|@ngrok\/ngrok|@ngrok\/ngrok-linux-[\w-]+)$/
  const extra = packages.find((name) => !expected.test(name))
  if (extra) throw new Error(`the package ${extra} does not belong into it`)

  const binaries = entries.filter(({ path }) => path.endsWith('.node'))
  for (const { path, unpacked } of binaries) {
    if (!unpacked) throw new Error(`${path} is inside the archive, where the system cannot load it`)
  }
  const prebuilds = binaries.filter(({ path }) => path.startsWith('node_modules/better-sqlite3/'))
  const names = prebuilds.map(({ path }) => path.split('/').at(-1))
  if (names.join() !== `${target}.node`) {
    throw new Error(`better-sqlite3 should bring ${target}.node, but brings ${names.join(', ') || 'nothing'}`)
  }
  if (!binaries.some(({ path }) => path.startsWith('node_modules/@ngrok/ngrok-'))) {
    throw new Error("@ngrok/ngrok's binary is missing")
  }
  return entries.length
}

function checkFuses() {
  const binary = readFileSync(join(folder, 'dist/linux-unpacked', executable))
  const at = binary.indexOf(fuseMark) + fuseMark.length + 2
  const fuses = binary.toString('latin1', at, at + fusesWanted.length)
  if (fuses !== fusesWanted) throw new Error(`its fuses are ${fuses} and should be ${fusesWanted}`)
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
