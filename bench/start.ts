import { once } from 'node:events'
import { connect, createServer, type AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { chromium, type Browser } from 'playwright'
import { browserArgs, findBrowser } from '../scripts/find-browser.mjs'
import { createTempDir } from '../tests/support/temp-dir.ts'
import { startApp, startBareServer, type ServerProcess } from './app-process.ts'
import { prepareFullStore, type FullStoreOptions } from './full-store.ts'
import { percentiles } from './load.ts'
import { printTable } from './table.ts'

const RUNS = 5

/** Milliseconds from the start of the process. */
interface Times {
  /** The receiver's port takes connections. */
  readonly receiver: number
  /** The browser has painted the first content of the page. */
  readonly paint: number
  /** The timeline shows its rows, or says that there are none, and another frame was drawn. */
  readonly interactive: number
}
type Milestone = keyof Times

/** How the app starts with an empty store and with a full one, against an empty server and page in the same browser. */
export async function benchStart(options: FullStoreOptions): Promise<void> {
  const full = prepareFullStore(options)
  const empty = createTempDir()
  const executablePath = await findBrowser()
  const browser = await chromium.launch({ args: browserArgs, ...(executablePath && { executablePath }) })
  try {
    const starts: Readonly<Record<string, () => Promise<Times>>> = {
      limit: () => measure(browser, startLimit, 'body'),
      'no events': () => measure(browser, (port) => startShown(empty.path, port), timeline),
      ...(full && {
        [`${options.count} events`]: () =>
          measure(browser, (port) => startShown(full.dataDir, port), timeline)
      })
    }
    // One of each in turn, so that whatever else the machine does meets all of them.
    const runs: Record<string, Times>[] = []
    for (let run = 0; run < RUNS; run++) {
      const times: Record<string, Times> = {}
      for (const [name, start] of Object.entries(starts)) times[name] = await start()
      runs.push(times)
    }
    print(Object.keys(starts), runs)
  } finally {
    await browser.close()
    empty.remove()
    full?.remove()
  }
}

function print(names: readonly string[], runs: readonly Readonly<Record<string, Times>>[]): void {
  const median = (name: string, milestone: Milestone) =>
    percentiles(runs.flatMap((times) => times[name]?.[milestone] ?? [])).p50
  const milestones = { receiver: 'receiver ready', paint: 'first paint', interactive: 'interactive' }
  const rows = Object.entries(milestones).map(([milestone, text]) => {
    const limit = median('limit', milestone as Milestone)
    return [
      text,
      ...names.map((name) => {
        const ms = median(name, milestone as Milestone)
        return name === 'limit'
          ? `${ms.toFixed(0)} ms`
          : `${ms.toFixed(0)} ms, ÷ limit ${(ms / limit).toFixed(2)}`
      })
    ]
  })
  printTable(['process start →', ...names], rows)
}

type Shown = ServerProcess & { readonly uiUrl: string }

async function startLimit(port: number): Promise<Shown> {
  const server = await startBareServer(port)
  return { ...server, uiUrl: server.receiverUrl }
}
const startShown = (dataDir: string, port: number): Promise<Shown> => startApp(dataDir, port)

/** An empty store has no rows and says so. */
const timeline = '[role=treegrid] [role=row], [data-pane=timeline] h2'

async function measure(
  browser: Browser,
  start: (port: number) => Promise<Shown>,
  selector: string
): Promise<Times> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
  const port = await freePort()
  const startedAt = Date.now()
  const opened = whenOpen(port)
  const server = await start(port)
  try {
    await page.addInitScript(watch, selector)
    await page.goto(server.uiUrl)
    const { paintedAt, interactiveAt } = await page.evaluate<{ paintedAt: number; interactiveAt: number }>(
      'window.milestones'
    )
    return {
      receiver: (await opened) - startedAt,
      paint: paintedAt - startedAt,
      interactive: interactiveAt - startedAt
    }
  } finally {
    await page.close()
    await server.close()
  }
}

/** Runs in the page before anything else: `milestones` resolves with when it was painted, and when it could be used. */
function watch(selector: string): void {
  const page = globalThis as unknown as {
    document: { querySelector(selector: string): unknown; documentElement: unknown }
    MutationObserver: new (look: () => void) => {
      observe(on: unknown, what: object): void
      disconnect(): void
    }
    requestAnimationFrame(callBack: () => void): void
    milestones: Promise<{ paintedAt: number; interactiveAt: number }>
  }
  const now = () => performance.timeOrigin + performance.now()
  const painted = new Promise<number>((resolve) => {
    new PerformanceObserver((list) => {
      const [entry] = list.getEntriesByName('first-contentful-paint')
      if (entry) resolve(performance.timeOrigin + entry.startTime)
    }).observe({ type: 'paint' as never, buffered: true }) // Node, whose types these are, paints nothing.
  })
  const interactive = new Promise<number>((resolve) => {
    const look = () => {
      if (page.document.querySelector(selector) === null) return
      observer.disconnect()
      page.requestAnimationFrame(() => setTimeout(() => resolve(now())))
    }
    const observer = new page.MutationObserver(look)
    observer.observe(page.document, { childList: true, subtree: true })
    look()
  })
  page.milestones = Promise.all([painted, interactive]).then(([paintedAt, interactiveAt]) => ({
    paintedAt,
    interactiveAt
  }))
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

/** When it first took a connection, in milliseconds UTC. */
async function whenOpen(port: number): Promise<number> {
  for (;;) {
    const socket = connect(port, '127.0.0.1')
    const isOpen = await once(socket, 'connect').then(
      () => true,
      () => false
    )
    socket.destroy()
    if (isOpen) return Date.now()
    await sleep(2)
  }
}
