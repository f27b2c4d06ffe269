import { setTimeout as sleep } from 'node:timers/promises'
import type { CDPSession, Page } from 'playwright'
import type { AppProcess } from './app-process.ts'
import { driveAtRate, signedRequests } from './load.ts'
import { frameRow, pageUse, watchFrames, type PageUse, type Row } from './page-probe.ts'

export const PER_SECOND = 200
/** Frames are known after so long, however long memory is watched. */
const MOST_FRAME_SECONDS = 30
const SAMPLE_SECONDS = 30
const FEWEST_SAMPLES = 4
/** What grows by less than this share of the first minute, each minute, is flat. */
const FLAT_SHARE = 0.01

/** Frames while deliveries arrive and the reader scrolls. */
export async function measureFrames(
  page: Page,
  app: AppProcess,
  seconds: number,
  rows: Row[]
): Promise<void> {
  const watched = Math.min(seconds, MOST_FRAME_SECONDS)
  const frames = await watchFrames(page, () => scrollUnderTraffic(page, app, watched))
  const what = `${PER_SECOND} deliveries a second for ${watched} s while scrolling`
  rows.push(frameRow(what, frames, '16.8 / 50 ms'))
}

interface Sample extends PageUse {
  readonly minutes: number
}

/** What the page holds while deliveries arrive and the reader scrolls, each time it has come to rest at the head again. */
export async function measureMemory(
  page: Page,
  app: AppProcess,
  seconds: number,
  rows: Row[]
): Promise<void> {
  const session = await page.context().newCDPSession(page)
  await session.send('Performance.enable')
  const every = Math.min(SAMPLE_SECONDS, seconds / FEWEST_SAMPLES)
  const startedAt = performance.now()
  const samples: Sample[] = [await sample(page, session, startedAt)]
  for (let watched = 0; watched < seconds; watched += every) {
    await scrollUnderTraffic(page, app, every)
    samples.push(await sample(page, session, startedAt))
  }
  await session.detach()
  const over = `over ${Math.round(seconds)} s of traffic`
  rows.push(
    growthRow(`page heap ${over}`, samples, ({ heapBytes }) => heapBytes / 1e6, 'MB'),
    growthRow(`DOM nodes ${over}`, samples, ({ nodes }) => nodes, ''),
    growthRow(`listeners ${over}`, samples, ({ listeners }) => listeners, '')
  )
}

async function sample(page: Page, session: CDPSession, startedAt: number): Promise<Sample> {
  await page.mouse.move(0, 0)
  await page.evaluate(`document.querySelector('[role=treegrid]').scrollTop = 0`)
  // What it still reads, and what it draws when it rests.
  await sleep(2_000)
  const use = await pageUse(session)
  const minutes = (performance.now() - startedAt) / 60_000
  console.log(
    `  ${(minutes * 60).toFixed(0)} s: heap ${(use.heapBytes / 1e6).toFixed(2)} MB, ` +
      `${use.nodes} nodes, ${use.listeners} listeners`
  )
  return { ...use, minutes }
}

async function scrollUnderTraffic(page: Page, app: AppProcess, seconds: number): Promise<void> {
  const isOver = { now: false }
  const scroll = async () => {
    await page.mouse.move(600, 500)
    for (let step = 0; !isOver.now; step++) {
      await page.mouse.wheel(0, step % 200 < 100 ? 240 : -240)
      await sleep(30)
    }
  }
  const scrolling = scroll()
  await driveAtRate(app.receiverUrl, signedRequests(Math.round(PER_SECOND * seconds)), PER_SECOND)
  isOver.now = true
  await scrolling
}

function growthRow(
  what: string,
  samples: readonly Sample[],
  valueOf: (sample: Sample) => number,
  unit: string
): Row {
  const points = samples.map((each) => ({ x: each.minutes, y: valueOf(each) }))
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
  const first = mean(points.filter(({ x }, index) => index === 0 || x <= 1).map(({ y }) => y))
  // The window of rows fills up in the first minute; what grows after that grows for ever.
  const settled = points.filter(({ x }) => x > 1)
  const watched = settled.length >= FEWEST_SAMPLES ? settled : points
  const [meanX, meanY] = [mean(watched.map(({ x }) => x)), mean(watched.map(({ y }) => y))]
  const slope =
    watched.reduce((sum, { x, y }) => sum + (x - meanX) * (y - meanY), 0) /
    watched.reduce((sum, { x }) => sum + (x - meanX) ** 2, 0)
  const text = (value: number) => `${value.toFixed(unit === '' ? 0 : 1)}${unit && ` ${unit}`}`
  const isFlat = slope <= first * FLAT_SHARE
  return [
    what,
    `${text(first)} in the first minute → ${text(points.at(-1)?.y ?? Number.NaN)}`,
    `flat: ${FLAT_SHARE * 100} % a minute`,
    `${isFlat ? 'flat' : 'GROWS'}: ${slope >= 0 ? '+' : ''}${slope.toFixed(unit === '' ? 1 : 3)}${unit && ` ${unit}`} a minute${watched === settled ? ' after the first' : ''}`
  ]
}
