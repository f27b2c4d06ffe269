// Takes the pictures of the docs: the built app in a real browser, with stories told to its receiver.
import './require-node.mjs'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright'
import { startHandler, verifyingRestringified, verifyingRaw } from '../tests/support/check-handlers.ts'
import { SECRET } from '../tests/support/signed-request.ts'
import { postStory, storyNames, tellStory } from '../tests/support/stories.ts'
import { buildIfStale } from './build-if-stale.mjs'
import { browserArgs, findBrowser } from './find-browser.mjs'

const root = resolve(fileURLToPath(import.meta.url), '../..')
const folder = join(root, 'docs/screenshots')
const dataDir = mkdtempSync(join(tmpdir(), 'webhook inspector '))
const HOUR = 3_600_000

if (!buildIfStale()) process.exit(1)
mkdirSync(folder, { recursive: true })

const app = spawn(
  process.execPath,
  [join(root, 'out/main/browser.js'), '--json', '--no-open', '--receiver-port', '0', '--data-dir', dataDir],
  { env: { ...process.env, SCALEKIT_WEBHOOK_SECRET: SECRET }, stdio: ['ignore', 'pipe', 'inherit'] }
)
const [line] = await once(createInterface({ input: app.stdout }), 'line')
const { receiverUrl, uiUrl } = JSON.parse(line)
const handler = await startHandler(verifyingRaw())
const wrongHandler = await startHandler(verifyingRestringified)
const executablePath = await findBrowser()
const browser = await chromium.launch({ args: browserArgs, ...(executablePath && { executablePath }) })
const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
page.setDefaultTimeout(60_000)
await page.goto(uiUrl)

/** What the page itself may ask, so that a picture needs no dozen clicks. */
const call = (/** @type {string} */ command, /** @type {object} */ input) =>
  page.evaluate(async ([name, asked]) => {
    const response = await fetch(`/rpc/${name}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(asked)
    })
    const { value } = /** @type {{ value: any }} */ (await response.json())
    return value
  }, /** @type {const} */ ([command, input]))

/**
 * @param {string} name
 * @param {{ dark?: boolean, width?: number, height?: number }} [options]
 */
async function take(name, { dark = false, width = 1440, height = 900 } = {}) {
  await page.setViewportSize({ width, height })
  await page.emulateMedia({ colorScheme: dark ? 'dark' : 'light', reducedMotion: 'reduce' })
  await page.mouse.move(1, 1)
  // Toasts would cover what is meant to be seen.
  for (const one of await page.getByRole('button', { name: 'Dismiss' }).all())
    await one.click().catch(() => undefined)
  // Reads that are under way, and toasts on their way out.
  await page.waitForLoadState('networkidle').catch(() => undefined)
  await page.waitForTimeout(600)
  await page.screenshot({ path: join(folder, `${name}.png`) })
  console.log(`docs/screenshots/${name}.png`)
}

const row = (/** @type {string | RegExp} */ text) => page.getByRole('row').filter({ hasText: text }).first()
const open = async (/** @type {string | RegExp} */ text, /** @type {string} */ query) => {
  const filter = page.getByRole('combobox', { name: 'Filter', exact: true })
  await filter.fill(query)
  await filter.press('Enter')
  await row(text).click()
  await filter.fill('')
  await filter.press('Enter')
}
const tab = (/** @type {string | RegExp} */ name) => page.getByRole('tab', { name }).first().click()

try {
  await page.getByRole('button', { name: 'Send a sample event' }).first().waitFor()
  await take('first-steps')

  const startMs = Date.now() - 430 * 24 * HOUR
  for (const name of storyNames) await postStory(receiverUrl, SECRET, tellStory(name, { startMs }).bodies)
  await fetch(receiverUrl, { method: 'POST', body: '{}' })
  await page.getByRole('row').nth(10).waitFor()

  await open(/updated/, 'Marchbanks type:*user_updated')
  await take('changes')
  await tab('Mapping')
  await take('mapping', { dark: true })
  await page.keyboard.press('h')
  await take('history')
  await page.keyboard.press('Escape')
  await tab(/^Payload/)
  await take('payload', { dark: true })
  await take('narrow', { width: 420, height: 860 })
  await page.setViewportSize({ width: 1440, height: 900 })

  const { rows } = await call('events.list', { limit: 40 })
  const eventIds = rows.map((/** @type {{ id: string }} */ { id }) => id)
  const { replayId } = await call('replays.start', { eventIds, target: handler.url, concurrency: 8 })
  await page.waitForFunction(
    async (id) => {
      const response = await fetch('/rpc/replays.get', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ id })
      })
      const { value } = /** @type {{ value: { state: string } }} */ (await response.json())
      return value.state === 'done'
    },
    replayId,
    { polling: 200 }
  )
  await page.keyboard.press('Escape')
  await page.keyboard.press('a')
  await page.getByRole('grid', { name: 'Attempts' }).getByText('OK 200').first().waitFor()
  await take('replays')
  await page.keyboard.press('Escape')

  await page.keyboard.press('v')
  const checks = page.getByRole('dialog', { name: 'Handler check' })
  await checks.getByRole('combobox').first().fill(wrongHandler.url)
  await checks.getByRole('button', { name: 'Check the handler' }).click()
  await checks.getByRole('button', { name: /check again/i }).waitFor()
  await take('handler-check', { dark: true })
  await page.keyboard.press('Escape')

  await page.keyboard.press('i')
  await take('simulator')
  await page.keyboard.press('Escape')
  await page.keyboard.press('Control+k')
  await take('palette', { dark: true })
  await page.keyboard.press('Escape')

  await page
    .getByRole('button', { name: /^Rejected/ })
    .first()
    .click()
  await row('Signature headers are missing').click()
  await page.getByRole('tabpanel').waitFor()
  await take('rejected')
} finally {
  await browser.close()
  handler.close()
  wrongHandler.close()
  app.kill('SIGTERM')
  await once(app, 'exit')
  rmSync(dataDir, { recursive: true, force: true })
}
