import type { CDPSession, Page } from 'playwright'
import { percentiles } from './load.ts'

export interface Frames {
  readonly p95: number
  readonly worst: number
  readonly longestTask: number
  /** How many tasks took longer than 50 ms. */
  readonly longTasks: number
}

/** Watches frames and long tasks of a page while something else goes on in it. */
export async function watchFrames(page: Page, during: () => Promise<unknown>): Promise<Frames> {
  await page.evaluate(START)
  await during()
  const { gaps, tasks } = await page.evaluate<{ gaps: number[]; tasks: number[] }>(STOP)
  return {
    p95: percentiles(gaps).p95,
    worst: Math.max(0, ...gaps),
    longestTask: Math.max(0, ...tasks),
    longTasks: tasks.length
  }
}

const START = `(() => {
  const probe = { gaps: [], tasks: [], isOn: true }
  globalThis.frameProbe = probe
  probe.observer = new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) probe.tasks.push(entry.duration)
  })
  probe.observer.observe({ entryTypes: ['longtask'] })
  let last = performance.now()
  const tick = (now) => {
    probe.gaps.push(now - last)
    last = now
    if (probe.isOn) requestAnimationFrame(tick)
  }
  requestAnimationFrame(tick)
})()`

const STOP = `(() => {
  const probe = globalThis.frameProbe
  probe.isOn = false
  probe.observer.disconnect()
  return { gaps: probe.gaps.slice(1), tasks: probe.tasks }
})()`

export type Row = [what: string, measured: string, limit: string, remark: string]

export const ms = (value: number) => `${value < 10 ? value.toFixed(1) : value.toFixed(0)} ms`
export const frameRow = (
  what: string,
  { p95, worst, longestTask, longTasks }: Frames,
  limit: string
): Row => [
  `${what}: frames p95 / longest task`,
  `${ms(p95)} / ${longestTask === 0 ? 'none over 50 ms' : ms(longestTask)}`,
  limit,
  `worst frame ${ms(worst)}, ${longTasks} tasks over 50 ms`
]

const MOST_SECONDS = 60

/** Waits in the page, whose policy lets it evaluate nothing by itself. */
export const until = (page: Page, isSo: string) =>
  page.evaluate(`new Promise((done, fail) => {
    const startedAt = performance.now()
    const look = () => {
      if (${isSo}) done()
      else if (performance.now() - startedAt > ${MOST_SECONDS * 1_000}) fail(new Error(${JSON.stringify(`Not within ${MOST_SECONDS} s: ${isSo}`)}))
      else requestAnimationFrame(look)
    }
    look()
  })`)

/** What a page holds. */
export interface PageUse {
  readonly heapBytes: number
  readonly nodes: number
  readonly listeners: number
}

/** What is in use after the garbage is gone. */
export async function pageUse(session: CDPSession): Promise<PageUse> {
  // What one collection lets go of may have held more.
  await session.send('HeapProfiler.collectGarbage')
  await session.send('HeapProfiler.collectGarbage')
  const { metrics } = await session.send('Performance.getMetrics')
  const valueOf = (wanted: string) => metrics.find(({ name }) => name === wanted)?.value ?? Number.NaN
  return {
    heapBytes: valueOf('JSHeapUsedSize'),
    nodes: valueOf('Nodes'),
    listeners: valueOf('JSEventListeners')
  }
}

/** Resolves in the page with the ms from now until every row in sight has been read. */
export const ROWS_READ = `new Promise((done) => {
  const grid = document.querySelector('[role=treegrid]')
  const startedAt = performance.now()
  const look = () => {
    const { top, bottom } = grid.getBoundingClientRect()
    const rows = [...grid.querySelectorAll('[role=row]')].filter((row) => {
      const box = row.getBoundingClientRect()
      return box.bottom > top && box.top < bottom
    })
    if (rows.length > 0 && rows.every((row) => !row.hasAttribute('aria-busy'))) done(performance.now() - startedAt)
    else requestAnimationFrame(look)
  }
  requestAnimationFrame(() => requestAnimationFrame(look))
})`

/** Remembers when each row of a sample was about to be painted, by the number in its name. */
export const WATCH_SAMPLES = `(() => {
  globalThis.seenSamples = {}
  new MutationObserver(() => {
    for (const row of document.querySelectorAll('[role=treegrid] [role=row]')) {
      const number = /Page Sample (\\d+)\\./.exec(row.textContent)?.[1]
      if (number && !(number in globalThis.seenSamples)) {
        globalThis.seenSamples[number] = 0
        requestAnimationFrame(() => (globalThis.seenSamples[number] = Date.now()))
      }
    }
  }).observe(document.body, { childList: true, subtree: true, characterData: true })
})()`

/**
 * Stands in for the core's announcements: commands go to the real one, and so many new events a second are announced
 * every 50 ms, as the announcer does.
 */
export const standInCore = (perSecond: number) => `(() => {
  const request = async (command, input) => {
    const response = await fetch('/rpc/' + command, {
      method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(input)
    })
    return response.json()
  }
  globalThis.transport = {
    request,
    subscribe(onAnnouncement) {
      let made = 0
      let seq = 1_000_000
      let model = null
      void request('events.list', { limit: 1 }).then((reply) => (model = reply.value.rows[0]))
      const timer = setInterval(() => {
        if (!model) return
        const now = Date.now()
        const upserted = Array.from({ length: ${perSecond} / 20 }, () => ({
          ...model, id: 'evt_stand_in_' + made++, firstSeenAt: now, lastSeenAt: now, label: 'Stand-in ' + made
        }))
        onAnnouncement('events.changed', { seq: seq++, upserted, removed: [], stale: false })
      }, 50)
      return () => clearInterval(timer)
    }
  }
})()`
