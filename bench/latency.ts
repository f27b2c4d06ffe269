import { chromium } from 'playwright'
import { findBrowser } from '../scripts/find-browser.mjs'
import { createTempDir } from '../tests/support/temp-dir.ts'
import { startApp } from './app-process.ts'
import { drive, percentiles, signedRequest } from './load.ts'

const SAMPLES = 200
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking'
]

/** From sending a delivery to its row being painted in a real browser. */
export async function benchLatency(): Promise<void> {
  const dir = createTempDir()
  const app = await startApp(dir.path)
  const executablePath = await findBrowser()
  const browser = await chromium.launch({ args: FLAGS, ...(executablePath && { executablePath }) })
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
    await page.goto(app.uiUrl)
    await page.getByText('No events yet').waitFor()
    const times: number[] = []
    for (let index = 0; index < SAMPLES; index++) {
      const name = `Latency Sample ${index}.`
      const shown = page.evaluate<number>(paintTimeOf(name))
      const sentAt = Date.now()
      await drive(app.receiverUrl, [signedRequest(`evt_latency_${index}`, name)], 1)
      times.push((await shown) - sentAt)
    }
    const { p50, p95 } = percentiles(times)
    console.log(`  POST to visible row: p50 ${p50} ms, p95 ${p95} ms (announcements are collected for 50 ms)`)
  } finally {
    await browser.close()
    await app.close()
    dir.remove()
  }
}

/** Runs in the page: resolves with the time at which the row of that name was about to be painted. */
const paintTimeOf = (name: string) => `new Promise((resolve) => {
  const look = () => {
    const rows = [...document.querySelectorAll('[role=treegrid] [role=row]')]
    if (!rows.some((row) => row.textContent.includes(${JSON.stringify(name)}))) return
    observer.disconnect()
    requestAnimationFrame(() => resolve(Date.now()))
  }
  const observer = new MutationObserver(look)
  observer.observe(document.body, { childList: true, subtree: true, characterData: true })
})`
