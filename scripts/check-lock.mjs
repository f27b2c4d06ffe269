// Fails on a lock file that "npm ci" would refuse somewhere, or that names a registry.
import './require-node.mjs'
import { readFileSync } from 'node:fs'
import { isDeepStrictEqual } from 'node:util'

/**
 * @typedef {Record<string, string>} Versions
 * @typedef {{ name?: string, version?: string, resolved?: string, link?: boolean, dependencies?: Versions,
 *   devDependencies?: Versions, optionalDependencies?: Versions }} Package
 */

/** @type {Package} */
const manifest = read('package.json')
/** @type {Record<string, Package>} */
const packages = read('package-lock.json').packages

const problems = [...findMissing(), ...findAddresses(), ...findDisagreements()]
for (const problem of problems) console.error(`package-lock.json: ${problem}`)
if (problems.length > 0) process.exitCode = 1
else console.log(`package-lock.json: ${Object.keys(packages).length} packages, complete for every platform`)

/** npm writes a lock without the platform packages that a registry lacks, and refuses that lock afterwards. */
function findMissing() {
  return Object.entries(packages).flatMap(([place, { version, optionalDependencies = {} }]) =>
    Object.entries(optionalDependencies)
      .filter(([name]) => !isLocked(place, name))
      .map(([name, range]) => `${place || 'the project'} ${version} needs ${name} ${range}, which is missing`)
  )
}

/**
 * Looks where Node would: in the package's own folder, then in each one around it.
 * @param {string} place
 * @param {string} name
 * @returns {boolean}
 */
function isLocked(place, name) {
  if (`${place ? `${place}/` : ''}node_modules/${name}` in packages) return true
  if (place === '') return false
  return isLocked(place.slice(0, Math.max(0, place.lastIndexOf('/node_modules/'))), name)
}

function findAddresses() {
  return Object.entries(packages)
    .filter(([, entry]) => entry.resolved !== undefined && !entry.link)
    .map(
      ([place]) =>
        `${place} names the registry it came from; .npmrc prevents that, so lock it again with npm install`
    )
}

function findDisagreements() {
  const locked = packages[''] ?? {}
  const fields = /** @type {const} */ ([
    'name',
    'version',
    'dependencies',
    'devDependencies',
    'optionalDependencies'
  ])
  return fields
    .filter((field) => !isDeepStrictEqual(locked[field], manifest[field]))
    .map((field) => `"${field}" differs from package.json; run npm install`)
}

/** @param {string} file */
function read(file) {
  return JSON.parse(readFileSync(new URL(`../${file}`, import.meta.url), 'utf8'))
}
