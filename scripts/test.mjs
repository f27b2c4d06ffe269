// Every test there is. The last line is the sum: "N passed, N failed[, N skipped]".
import './require-node.mjs'
import { spawn, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { buildIfStale } from './build-if-stale.mjs'
import { findBrowser } from './find-browser.mjs'

const root = resolve(fileURLToPath(import.meta.url), '../..')
const playwright = resolve(root, 'node_modules/playwright/cli.js')
const vitest = resolve(root, 'node_modules/vitest/vitest.mjs')
const SILENT_FOR_MS = 180_000
const count = { passed: 0, failed: 0, skipped: 0 }

await step('Preparing', async () => {
  await ensureBrowser()
  if (!buildIfStale()) throw new Error('There is nothing to run the end-to-end tests against.')
})
await step('Unit, core and contract tests', () => runSuite([vitest, 'run']))
await step('End-to-end tests', () => runSuite([playwright, 'test']))

console.log(
  `\n${count.passed} passed, ${count.failed} failed${count.skipped > 0 ? `, ${count.skipped} skipped` : ''}`
)
process.exitCode = count.failed > 0 ? 1 : 0

/**
 * Whatever breaks outside a test counts as a failure, and the other suites run all the same.
 * @param {string} name
 * @param {() => Promise<void>} run
 */
async function step(name, run) {
  console.log(`\n${name}`)
  await run().catch((error) => {
    console.error(error instanceof Error ? error.message : error)
    count.failed++
  })
}

/**
 * A runner has been seen to hang before its first test: one that is silent for so long is ended and started once more.
 * @param {readonly string[]} args
 */
async function runSuite(args, isSecond = false) {
  const suite = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] })
  let tail = ''
  let isSilent = false
  const silence = setTimeout(() => {
    isSilent = true
    suite.kill('SIGKILL')
  }, SILENT_FOR_MS)
  suite.stdout.on('data', (/** @type {Buffer} */ chunk) => {
    silence.refresh()
    process.stdout.write(chunk)
    tail = (tail + chunk).slice(-4_000)
  })
  const code = await new Promise((done) => suite.once('close', done))
  clearTimeout(silence)
  if (isSilent && !isSecond) {
    console.log(`The suite said nothing for ${SILENT_FOR_MS / 1000} s. It is started once more.`)
    return runSuite(args, true)
  }
  const closing = [...tail.matchAll(/^(\d+) passed, (\d+) failed(?:, (\d+) skipped)?$/gm)].at(-1)
  if (!closing) throw new Error(`The suite ended with code ${code} before it could count its tests.`)
  const [passed = 0, failed = 0, skipped = 0] = closing.slice(1).map((digits) => Number(digits ?? 0))
  count.passed += passed
  count.failed += failed
  count.skipped += skipped
  if (code !== 0 && failed === 0)
    throw new Error(`The suite ended with code ${code} although no test failed.`)
}

/** Finds a browser, or brings one: Playwright's own download, else Debian's package. */
async function ensureBrowser() {
  const found = await findBrowser()
  if (found !== null) return console.log(`The browser is ${found}`)
  console.log('No Chrome, Chromium or Edge was found. Downloading the one that Playwright brings…')
  if (runs(process.execPath, [playwright, 'install', 'chromium'])) return
  if (process.getuid?.() === 0 && existsSync('/etc/debian_version')) {
    console.log("Playwright's browser cannot be had here. Installing Debian's package chromium…")
    const install = ['install', '-y', '--no-install-recommends', 'chromium']
    if (runs('apt-get', ['update']) && runs('apt-get', install)) return
  }
  throw new Error(
    'No browser can be had here. Install Chromium, or set CHROMIUM_PATH to one, and run this again.'
  )
}

/**
 * @param {string} command
 * @param {readonly string[]} args
 */
function runs(command, args) {
  return spawnSync(command, args, { cwd: root, stdio: ['ignore', 2, 2] }).status === 0
}
