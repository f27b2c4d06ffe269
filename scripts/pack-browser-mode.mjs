// Packs browser mode as a package of its own, for `npx`: the bundle, the page and the two native modules, without
// Electron, without sources and without install scripts. Writes dist/npm/ and a tarball beside it.
import './require-node.mjs'
import { cpSync, existsSync, mkdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { buildIfStale } from './build-if-stale.mjs'
import { npm, writeLicences } from './shipped.mjs'

const root = resolve(fileURLToPath(import.meta.url), '../..')

/**
 * Needs a build and its licences.
 * @param {string} target an absent folder
 * @returns {string} the tarball
 */
export function packBrowserMode(target) {
  const folder = join(target, 'npm')
  const { name, version, description, license, type, dependencies } = JSON.parse(
    readFileSync(join(root, 'package.json'), 'utf8')
  )
  const manifest = {
    name,
    version,
    description,
    license,
    type,
    bin: { [name]: 'out/main/start.js' },
    engines: { node: '>=22.15' },
    dependencies
  }
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  const isWanted = (/** @type {string} */ path) => !/^(index\.js|\.[\w-]+(\.json)?)$/.test(basename(path))
  cpSync(join(root, 'out/main'), join(folder, 'out/main'), { recursive: true, filter: isWanted })
  const isPage = (/** @type {string} */ path) => !basename(path).startsWith('.')
  cpSync(join(root, 'out/renderer'), join(folder, 'out/renderer'), { recursive: true, filter: isPage })
  for (const file of ['README.md', 'LICENSE']) cpSync(join(root, file), join(folder, file))
  cpSync(join(root, 'out/third-party-licences.txt'), join(folder, 'third-party-licences.txt'))
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`)
  const start = "#!/usr/bin/env node\nimport './browser.js'\n"
  writeFileSync(join(folder, 'out/main/start.js'), start, { mode: 0o755 })
  npm(['pack', '--silent', '--pack-destination', target], folder)
  return join(target, `${name}-${version}.tgz`)
}

const started = process.argv[1] ?? ''
if (existsSync(started) && realpathSync(started) === fileURLToPath(import.meta.url)) {
  if (buildIfStale()) {
    writeLicences()
    console.log(packBrowserMode(join(root, 'dist')))
  } else process.exitCode = 1
}
