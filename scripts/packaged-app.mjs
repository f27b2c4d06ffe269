// What a packed app has to look like, whichever system it is for.
import { listPackage } from '@electron/asar'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/**
 * What electron-builder has made of a runtime and the app.
 * @typedef {{ platform: 'linux' | 'darwin' | 'win32', arch: string, binary: string, resources: string }} Packed
 */

const expectedFiles = fileURLToPath(new URL('packaged-files.txt', import.meta.url))

/** Where Electron's binary keeps its fuses: this text, a version, their number, then one digit for each. */
export const fuseMark = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'
/** Run as Node, NODE_OPTIONS, --inspect and file: privileges off; cookie encryption, asar checks on. */
const fusesWanted = '01001100'

const MB = 1_000_000
/** What there is today and a fifth. Whoever needs more raises it here, knowingly. */
const budgets = /** @type {const} */ ([
  ['app.asar', 10 * MB],
  ['app.asar.unpacked', 16 * MB]
])
const pageBudget = 2.2 * MB

/**
 * Throws at the first thing that is wrong.
 * @param {Packed} packed
 * @returns {string} what was seen
 */
export function checkPacked(packed) {
  const archive = join(packed.resources, 'app.asar')
  const entries = readArchive(archive)
  checkFiles(entries.map(({ path }) => path))
  checkBinaries(entries, packed)
  checkFuses(packed.binary)
  if (!statSync(join(packed.resources, 'third-party-licences.txt')).isFile()) throw new Error('no licences')
  return `${entries.length} files, ${checkSizes(packed.resources)}`
}

/** @param {string} archive */
function readArchive(archive) {
  return listPackage(archive, { isPack: true }).map((line) => {
    const [, state, path = ''] = /^(\w+)\s*:\s*[\\/](.*)$/.exec(line) ?? []
    return { path: path.replaceAll('\\', '/'), unpacked: state === 'unpack' }
  })
}

/**
 * Compares with the list that is checked in, in which what a bundler names by content, and what differs between
 * systems, stand for themselves.
 * @param {readonly string[]} paths
 */
function checkFiles(paths) {
  const found = new Set(paths.map(generalise))
  // Folders are said by what is in them.
  for (const path of found) {
    for (const other of found) if (other.startsWith(`${path}/`)) found.delete(path)
  }
  const expected = new Set(readFileSync(expectedFiles, 'utf8').trim().split('\n'))
  const extra = [...found].filter((path) => !expected.has(path))
  const missing = [...expected].filter((path) => !found.has(path))
  if (extra.length + missing.length === 0) return
  const lines = [...extra.map((path) => `+ ${path}`), ...missing.map((path) => `- ${path}`)].toSorted()
  throw new Error(
    `what is packed is not what scripts/packaged-files.txt lists. Where that is meant, change it by these lines:\n${lines.join('\n')}`
  )
}

/** @param {string} path */
function generalise(path) {
  return path
    .replace(/^(out\/main\/chunks\/|out\/renderer\/assets\/).*(\.\w+)$/, '$1*$2')
    .replace(/^(node_modules\/@ngrok\/ngrok)-[\w-]+/, '$1-*')
    .replace(/^(node_modules\/@ngrok\/ngrok-\*\/ngrok)\.[\w-]+\.node$/, '$1.*.node')
    .replace(/^(node_modules\/better-sqlite3\/prebuilds\/).*\.node$/, '$1*.node')
}

/**
 * @param {readonly { path: string, unpacked: boolean }[]} entries
 * @param {Packed} packed
 */
function checkBinaries(entries, { platform, arch, resources }) {
  const binaries = entries.filter(({ path }) => path.endsWith('.node'))
  for (const { path, unpacked } of binaries) {
    if (!unpacked) throw new Error(`${path} is inside the archive, where the system cannot load it`)
    if (!statSync(join(resources, 'app.asar.unpacked', path)).isFile()) throw new Error(`${path} is missing`)
  }
  const names = (/** @type {RegExp} */ pattern) =>
    binaries.flatMap(({ path }) => pattern.exec(path)?.[1] ?? []).join()
  const database = names(/^node_modules\/better-sqlite3\/prebuilds\/(.*)\.node$/)
  if (database !== `${platform}-${arch}`) {
    throw new Error(`better-sqlite3 should bring ${platform}-${arch}, but brings ${database || 'nothing'}`)
  }
  const tunnel = names(/^node_modules\/@ngrok\/ngrok-([\w-]+)\/.*\.node$/)
  if (!new RegExp(`^${platform}-${arch}(-gnu|-msvc)?$`).test(tunnel)) {
    const cure = `npm installs it for one system: package on ${platform} ${arch} itself`
    throw new Error(`@ngrok/ngrok brings ${tunnel || 'nothing'} for ${platform}-${arch}; ${cure}`)
  }
}

/** @param {string} binary */
function checkFuses(binary) {
  const bytes = readFileSync(binary)
  const at = bytes.indexOf(fuseMark) + fuseMark.length + 2
  const fuses = bytes.toString('latin1', at, at + fusesWanted.length)
  if (fuses !== fusesWanted) throw new Error(`its fuses are ${fuses} and should be ${fusesWanted}`)
}

/** @param {string} resources */
function checkSizes(resources) {
  const seen = budgets.map(([name, most]) => {
    const size = sizeOf(join(resources, name))
    if (size > most) throw new Error(`${name} is ${inMb(size)} large and may be ${inMb(most)}`)
    return `${name} ${inMb(size)}`
  })
  return seen.join(', ')
}

/**
 * The scripts and styles that the page reads.
 * @param {string} assets
 */
export function checkPageSize(assets) {
  const files = readdirSync(assets).filter((name) => /\.(js|css)$/.test(name))
  const size = files.reduce((sum, name) => sum + statSync(join(assets, name)).size, 0)
  if (size > pageBudget) throw new Error(`the page is ${inMb(size)} large and may be ${inMb(pageBudget)}`)
  return `page ${inMb(size)}`
}

/**
 * @param {string} path
 * @returns {number}
 */
function sizeOf(path) {
  if (!statSync(path).isDirectory()) return statSync(path).size
  return readdirSync(path).reduce((sum, name) => sum + sizeOf(join(path, name)), 0)
}

/** @param {number} bytes */
const inMb = (bytes) => `${(bytes / MB).toFixed(1)} MB`
