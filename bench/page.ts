import { setTimeout as sleep } from 'node:timers/promises'
import { chromium, type Browser, type Page } from 'playwright'
import { browserArgs, findBrowser } from '../scripts/find-browser.mjs'
import { startApp, type AppProcess } from './app-process.ts'
import { drive, driveAtRate, percentiles, signedRequest, signedRequests } from './load.ts'
import { prepareFullStore } from './full-store.ts'
import { measurePayloads } from './page-payload.ts'
import {
  frameRow,
  ms,
  pageUse,
  ROWS_READ,
  standInCore,
  until,
  WATCH_SAMPLES,
  watchFrames,
  type Row
} from './page-probe.ts'
import { measureFrames, measureMemory, PER_SECOND } from './page-traffic.ts'
import { printTable } from './table.ts'

export interface PageOptions {
  /** How many events are stored before. */
  readonly count: number
  /** Leaves the store for the next run. */
  readonly keep: boolean
  /** How long the page is watched under traffic. */
  readonly seconds: number
}

const ANNOUNCED_PER_SECOND = 5_000
const SAMPLES = 50
const JUMPS = 40
const MOST_STAND_IN_SECONDS = 30

/** How the page behaves over a full store: frames, tasks, memory and reach, beside an empty page in the same browser. */
export async function benchPage({ count, keep, seconds }: PageOptions): Promise<void> {
  const place = prepareFullStore({ count, keep })
  if (place === null) return
  const executablePath = await findBrowser()
  const browser = await chromium.launch({ args: browserArgs, ...(executablePath && { executablePath }) })
  const app = await startApp(place.dataDir)
  try {
    console.log(`  ${count} events; the load, the core and the browser share this machine`)
    const rows: Row[] = []
    await measureBaseline(browser, rows)
    const page = await openPage(browser, app)
    await measureReach(page, rows)
    await measureArrival(page, app, rows)
    await measureFrames(page, app, seconds, rows)
    await measureMemory(page, app, seconds, rows)
    await measurePayloads(page, app, rows)
    await page.close()
    await measureStandIn(browser, app, seconds, rows)
    printTable(['What', 'measured', 'limit', 'remark'], rows)
  } finally {
    await browser.close()
    await app.close()
    place.remove()
  }
}

async function measureBaseline(browser: Browser, rows: Row[]): Promise<void> {
  const page = await browser.newPage()
  rows.push(frameRow('an empty page', await watchFrames(page, () => sleep(5_000)), 'baseline'))
  await page.close()
}

async function openPage(browser: Browser, app: AppProcess, script?: string): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  const page = await context.newPage()
  if (script !== undefined) await page.addInitScript(script)
  await page.goto(app.uiUrl)
  await page.getByRole('treegrid').getByRole('row').first().waitFor()
  return page
}

async function measureReach(page: Page, rows: Row[]): Promise<void> {
  const times: number[] = []
  for (let jump = 0; jump < JUMPS; jump++) {
    const share = (jump * 0.618) % 1
    await page.evaluate(`(() => {
      const grid = document.querySelector('[role=treegrid]')
      grid.scrollTop = grid.scrollHeight * ${share}
    })()`)
    times.push(await page.evaluate<number>(ROWS_READ))
  }
  const { p50, p95 } = percentiles(times)
  rows.push([
    'jump by scroll bar until its rows are there, p50 / p95',
    `${ms(p50)} / ${ms(p95)}`,
    '50 ms',
    ''
  ])

  await page.locator('[role=treegrid] [role=row]:not([aria-busy])').nth(15).click()
  const startedAt = performance.now()
  await page.keyboard.press('End')
  await until(
    page,
    `(() => {
    const row = document.activeElement
    const count = document.querySelector('[role=treegrid]').getAttribute('aria-rowcount')
    return row.getAttribute('aria-rowindex') === count && !row.hasAttribute('aria-busy')
  })()`
  )
  const index = await page.evaluate<string>(`document.activeElement.getAttribute('aria-rowindex')`)
  rows.push(['the last row, by the End key', ms(performance.now() - startedAt), 'reached', `row ${index}`])
  await page.keyboard.press('Home')
  await until(page, `document.activeElement.getAttribute('aria-rowindex') === '1'`)
  await page.mouse.move(0, 0)
  await page.evaluate(`document.activeElement.blur()`)
}

/** At the head of the list, while other deliveries keep coming. */
async function measureArrival(page: Page, app: AppProcess, rows: Row[]): Promise<void> {
  await page.evaluate(WATCH_SAMPLES)
  const load = driveAtRate(app.receiverUrl, signedRequests(PER_SECOND * 10), PER_SECOND)
  const sentAt: number[] = []
  for (let sample = 0; sample < SAMPLES; sample++) {
    sentAt.push(Date.now())
    await drive(
      app.receiverUrl,
      [signedRequest(`evt_page_${process.pid}_${sample}`, `Page Sample ${sample}.`)],
      1
    )
    await sleep(150)
  }
  await load
  const seen = await page.evaluate<Record<string, number>>(`globalThis.seenSamples`)
  const times = sentAt.flatMap((at, sample) => (seen[sample] ? [seen[sample] - at] : []))
  const { p50, p95 } = percentiles(times)
  rows.push([
    `POST to row at ${PER_SECOND} deliveries a second, p50 / p95`,
    `${ms(p50)} / ${ms(p95)}`,
    '100 ms',
    `${times.length} of ${SAMPLES} seen; announcements go out every 50 ms`
  ])
}

async function measureStandIn(
  browser: Browser,
  app: AppProcess,
  seconds: number,
  rows: Row[]
): Promise<void> {
  const page = await openPage(browser, app, standInCore(ANNOUNCED_PER_SECOND))
  const session = await page.context().newCDPSession(page)
  await session.send('Performance.enable')
  await sleep(2_000)
  const watched = Math.min(seconds, MOST_STAND_IN_SECONDS)
  const [before, frames, after] = [
    await pageUse(session),
    await watchFrames(page, () => sleep(watched * 1_000)),
    await pageUse(session)
  ]
  const what = `${ANNOUNCED_PER_SECOND} announcements a second from a stand-in core`
  const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(1)} MB`
  rows.push(frameRow(what, frames, '16.8 / 50 ms'), [
    `page heap over those ${watched} s`,
    `${megabytes(before.heapBytes)} → ${megabytes(after.heapBytes)}`,
    'flat',
    `${megabytes(after.heapBytes - before.heapBytes)} more`
  ])
  await page.close()
}
