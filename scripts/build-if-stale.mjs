import './require-node.mjs'
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, realpathSync, statSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = resolve(fileURLToPath(import.meta.url), '../..')
const inputs = [
  'src',
  'resources',
  'electron.vite.config.ts',
  'scripts/record-packages.ts',
  'package.json',
  'package-lock.json',
  'tsconfig.base.json'
]
const outputs = [
  'main/index.js',
  'main/browser.js',
  'main/store-worker.js',
  'main/tunnel-process.js',
  'preload/index.cjs',
  'renderer/index.html'
].map((file) => join(root, 'out', file))
/** Beside what it vouches for: any other build empties the folder, and the stamp goes with it. */
const stamp = join(root, 'out/main/.built-from')

/**
 * Builds unless `out/` was built from exactly what is here now. What the build says goes to stderr.
 * @returns {boolean} whether `out/` is up to date
 */
export function buildIfStale() {
  const now = fingerprint()
  if (outputs.every((file) => existsSync(file)) && readStamp() === now) return true
  console.error('Building what is stale…')
  const builder = join(root, 'node_modules/electron-vite/bin/electron-vite.js')
  const build = spawnSync(process.execPath, [builder, 'build'], { cwd: root, stdio: ['ignore', 2, 2] })
  if (build.status !== 0) {
    console.error('The build failed; what it said stands above.')
    return false
  }
  writeFileSync(stamp, now)
  return true
}

/** A hash over names and contents: a checkout changes times without changing files, and the reverse. */
function fingerprint() {
  const hash = createHash('sha256')
  for (const file of inputs.flatMap(listFiles)) {
    const content = readFileSync(join(root, file))
    hash.update(`${file}\0${content.length}\0`).update(content)
  }
  return hash.digest('hex')
}

/**
 * @param {string} path relative to the root
 * @returns {string[]}
 */
function listFiles(path) {
  if (/\.test\.tsx?$/.test(path)) return []
  if (!statSync(join(root, path)).isDirectory()) return [path]
  const names = readdirSync(join(root, path)).toSorted()
  return names.flatMap((name) => listFiles(`${path}/${name}`))
}

function readStamp() {
  return existsSync(stamp) ? readFileSync(stamp, 'utf8') : null
}

const isStarted = realpathSync(process.argv[1] ?? '') === fileURLToPath(import.meta.url)
if (isStarted && !buildIfStale()) process.exitCode = 1
