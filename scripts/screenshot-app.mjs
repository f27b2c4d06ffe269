// The built app in a real browser with two days of deliveries in it, for whoever takes pictures of it.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { chromium } from 'playwright'
import { SECRET } from '../tests/support/signed-request.ts'
import { packTightly } from './pack-png.mjs'
import { browserArgs, findBrowser } from './find-browser.mjs'
import { tellTwoDays } from './screenshot-events.ts'

const PIECE = 400_000

/**
 * @param {string} root
 * @param {string} folder where pictures go
 */
export async function openScreenshotApp(root, folder) {
  mkdirSync(folder, { recursive: true })
  const dataDir = mkdtempSync(join(tmpdir(), 'webhook inspector '))
  const app = spawn(
    process.execPath,
    [join(root, 'out/main/browser.js'), '--json', '--no-open', '--receiver-port', '0', '--data-dir', dataDir],
    { stdio: ['ignore', 'pipe', 'inherit'] }
  )
  const [line] = await once(createInterface({ input: app.stdout }), 'line')
  const { receiverUrl, uiUrl } = JSON.parse(line)
  const executablePath = await findBrowser()
  const browser = await chromium.launch({ args: browserArgs, ...(executablePath && { executablePath }) })
  const page = await browser.newPage({
    viewport: { width: 1440, height: 900 },
    timezoneId: 'Europe/Amsterdam'
  })
  page.setDefaultTimeout(60_000)
  await page.goto(uiUrl)

  /**
   * What the page itself may ask, so that a picture needs no dozen clicks.
   * @param {string} command
   * @param {object} input
   */
  const call = (command, input) =>
    page.evaluate(async ([name, asked]) => {
      const response = await fetch(`/rpc/${name}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(asked)
      })
      const reply = /** @type {any} */ (await response.json())
      if (!reply.ok) throw new Error(`${name}: ${reply.error.message}`)
      return reply.value
    }, /** @type {const} */ ([command, input]))

  /**
   * @param {string} name
   * @param {{ dark?: boolean, width?: number, height?: number, contrast?: boolean }} [options]
   */
  const take = async (name, { dark = false, width = 1440, height = 900, contrast = false } = {}) => {
    await page.setViewportSize({ width, height })
    await page.emulateMedia({
      colorScheme: dark ? 'dark' : 'light',
      contrast: contrast ? 'more' : 'no-preference',
      reducedMotion: 'reduce'
    })
    await page.mouse.move(1, 1)
    // Toasts would cover what is meant to be seen.
    for (const one of await page.getByRole('button', { name: 'Dismiss' }).all())
      await one.click().catch(() => undefined)
    // Reads that are under way, and toasts on their way out.
    await page.waitForLoadState('networkidle').catch(() => undefined)
    await page.waitForTimeout(600)
    writeFileSync(join(folder, `${name}.png`), packTightly(await page.screenshot()))
    console.log(`${name}.png`)
  }

  return {
    page,
    receiverUrl,
    call,
    take,
    /** Takes in two days of deliveries. */
    async fill() {
      await call('secrets.add', { kind: 'signing', value: SECRET, label: 'Development' })
      let piece = ''
      const lines = (await tellTwoDays(Date.now())).split(/(?<=\n)/)
      for (const [index, next] of lines.entries()) {
        piece += next
        if (piece.length < PIECE && index < lines.length - 1) continue
        const { refused } = await call('deliveries.import', { text: piece })
        if (refused.length > 0) throw new Error(JSON.stringify(refused.slice(0, 3)))
        piece = ''
      }
    },
    async close() {
      await browser.close()
      app.kill('SIGTERM')
      await once(app, 'exit')
      rmSync(dataDir, { recursive: true, force: true })
    }
  }
}
