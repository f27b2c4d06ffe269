// What of other people's work ships: inside the bundles, as files beside them, and Electron itself. Started by
// itself it writes dist/sbom.cdx.json, a bill of materials in CycloneDX's form.
import './require-node.mjs'
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { buildIfStale } from './build-if-stale.mjs'

const root = resolve(fileURLToPath(import.meta.url), '../..')

/**
 * @typedef {{ name: string, version: string, license: string, folder: string }} Shipped
 */

/**
 * Every package that ships, by name. Needs a build.
 * @returns {Shipped[]}
 */
export function listShipped() {
  const bundled = ['main', 'preload', 'renderer'].flatMap((world) => readJson(`out/${world}/.packages.json`))
  const manifest = readJson('package.json')
  const beside = Object.keys(manifest.dependencies).map((name) => `node_modules/${name}`)
  const ngrok = readdirSync(join(root, 'node_modules/@ngrok')).map((name) => `node_modules/@ngrok/${name}`)
  const places = new Set([...bundled, ...beside, ...ngrok, 'node_modules/electron'])
  const all = [...places].map((folder) => {
    const { name, version, license } = readJson(`${folder}/package.json`)
    return { name, version, license: String(license ?? 'unknown'), folder }
  })
  return all.toSorted((one, other) => (one.name < other.name ? -1 : 1))
}

/** The licences that all of them ask to be passed on. Chromium's own lie beside Electron's binary. */
export function writeLicences() {
  const parts = listShipped().map(({ name, version, license, folder }) => {
    const texts = readdirSync(join(root, folder))
      .filter((file) => /^(licen[cs]e|copying|notice)/i.test(file))
      .map((file) => readFileSync(join(root, folder, file), 'utf8').trim())
    return [`${name} ${version} (${license})`, ...texts].join('\n\n')
  })
  writeFileSync(join(root, 'out/third-party-licences.txt'), `${parts.join(`\n\n${'='.repeat(80)}\n\n`)}\n`)
}

/**
 * Runs the npm that runs this, else the one on the PATH.
 * @param {readonly string[]} args
 * @param {string} cwd
 * @returns {string} what it printed
 */
export function npm(args, cwd) {
  const own = process.env.npm_execpath
  const options = /** @type {const} */ ({ cwd, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 })
  const run = own?.endsWith('.js')
    ? spawnSync(process.execPath, [own, ...args], options)
    : spawnSync('npm', args, { ...options, shell: process.platform === 'win32' })
  if (run.status !== 0) throw new Error(`npm ${args[0]} ended with code ${run.status}.\n${run.stderr}`)
  return run.stdout
}

/**
 * npm's bill of materials names everything that is installed; this keeps what ships.
 * @returns {{ components: { name: string, version: string, purl: string }[], dependencies: object[] }}
 */
export function makeSbom() {
  const args = ['sbom', '--sbom-format=cyclonedx', '--sbom-type=application']
  const bill = JSON.parse(npm(args, root))
  const shipped = new Set(listShipped().map(({ name, version }) => `${name}@${version}`))
  const own = bill.metadata.component['bom-ref']
  const ships = (/** @type {string} */ ref) => ref === own || shipped.has(ref)
  // npm calls the project after its folder.
  bill.metadata.component.name = readJson('package.json').name
  return {
    ...bill,
    components: bill.components.filter((/** @type {any} */ part) => ships(part['bom-ref'])),
    dependencies: bill.dependencies
      .filter((/** @type {any} */ { ref }) => ships(ref))
      .map((/** @type {any} */ { ref, dependsOn = [] }) => ({ ref, dependsOn: dependsOn.filter(ships) }))
  }
}

/**
 * @param {string} file
 * @returns {any}
 */
function readJson(file) {
  return JSON.parse(readFileSync(join(root, file), 'utf8'))
}

if (
  existsSync(process.argv[1] ?? '') &&
  realpathSync(process.argv[1] ?? '') === fileURLToPath(import.meta.url)
) {
  if (buildIfStale()) {
    mkdirSync(join(root, 'dist'), { recursive: true })
    const sbom = makeSbom()
    writeFileSync(join(root, 'dist/sbom.cdx.json'), `${JSON.stringify(sbom, null, 2)}\n`)
    console.log(`dist/sbom.cdx.json: ${sbom.components.length} packages ship`)
  } else process.exitCode = 1
}
