import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createRequire } from 'node:module'
import { createInterface } from 'node:readline'
import { setTimeout as delay } from 'node:timers/promises'
import { _electron, chromium, type Browser, type BrowserContext, type Page } from 'playwright'
import type { ListeningStatus } from '#shared/listening-models.ts'
import type { Transport } from '#shared/transport.ts'
import { watchProcess, type AppProcess } from './app-process.ts'

/** What runs the app; the Playwright projects bear these names. `desktop` is the double of Electron. */
export type Host = 'browser' | 'desktop' | 'electron'

export interface LaunchOptions {
  readonly dataDir: string
  /** Added to an environment that is free of the developer's own settings and secrets. */
  readonly env?: Readonly<Record<string, string>>
  /** Further flags, in browser mode only. */
  readonly flags?: readonly string[]
  /** Further arguments of a start, on the desktop only. */
  readonly args?: readonly string[]
  /** Another build's entry, such as a packaged one. */
  readonly entry?: string
  /** Shows the page in browser mode. */
  readonly browser: () => Promise<Browser>
}

/** Runs a function in Electron's main process. It crosses as text, so it sees nothing of the test's scope. */
export type Evaluate = <R, A = undefined>(
  evaluated: (electron: typeof import('electron'), arg: A) => R | Promise<R>,
  arg?: A
) => Promise<R>

export interface Launched {
  readonly page: Page
  readonly receiverUrl: string
  readonly dataDir: string
  readonly pid: number
  /** Resolves with its exit code when it ends by itself or otherwise. */
  readonly exited: Promise<number | null>
  /** Uncaught errors and console errors of the page so far. */
  readonly problems: readonly string[]
  readonly evaluate: Evaluate
  /** What the app wrote to stdout and stderr so far. */
  log(): string
  /** Ends the app as the system would at logout and gives its exit code. May be called twice. */
  close(): Promise<number | null>
  /** Ends it as a power cut would. In browser mode the page stays open, as it would on a desk. */
  kill(): Promise<void>
}

type Started = Pick<Launched, 'page' | 'receiverUrl' | 'problems' | 'evaluate'> & {
  /** Lets go of the browser. */
  readonly release: () => Promise<void>
}

/** Well below the time that a test has, so that a start which hangs is ended by who started it. */
const limitMs = 60_000

export async function launch(host: Host, options: LaunchOptions): Promise<Launched> {
  const { app, opening } = await starters[host](options)
  const ended = app.exited.then((code) => {
    throw new Error(`it ended with code ${code}`)
  })
  const overdue = delay(limitMs, undefined, { ref: false }).then(() => {
    throw new Error(`it took longer than ${limitMs} ms`)
  })
  const starting = Promise.race([opening, ended, overdue])
  const { release, ...started } = await starting.catch(async (cause: unknown) => {
    await app.kill()
    throw new Error(`The app did not start: ${String(cause)}\n${app.log()}`, { cause })
  })
  return {
    ...started,
    dataDir: options.dataDir,
    pid: app.pid,
    exited: app.exited,
    log: () => app.log(),
    async close() {
      const code = await app.stop()
      await release()
      return code
    },
    kill: () => app.kill()
  }
}

interface Starting {
  readonly app: AppProcess
  readonly opening: Promise<Started>
}

const starters: Readonly<Record<Host, (options: LaunchOptions) => Starting | Promise<Starting>>> = {
  browser: startBrowserMode,
  desktop: startDouble,
  electron: startElectron
}

function startBrowserMode({ entry, dataDir, flags = [], env, browser }: LaunchOptions): Starting {
  const fixed = ['--json', '--no-open', '--receiver-port', '0', '--data-dir', dataDir]
  const child = spawn(process.execPath, [entry ?? 'out/main/browser.js', ...fixed, ...flags], {
    env: environment(env),
    stdio: ['ignore', 'pipe', 'pipe']
  })
  const app = watchProcess(child)
  const open = async (): Promise<Started> => {
    const [line] = await once(createInterface({ input: child.stdout }), 'line')
    const { receiverUrl, uiUrl } = JSON.parse(String(line)) as { receiverUrl: string; uiUrl: string }
    const context = await (await browser()).newContext()
    const problems = watchProblems(context, app)
    const page = await context.newPage()
    await page.goto(uiUrl)
    return { page, receiverUrl, problems, evaluate: refuseToEvaluate, release: () => context.close() }
  }
  return { app, opening: open() }
}

function refuseToEvaluate(): Promise<never> {
  return Promise.reject(new Error('Browser mode has no Electron to evaluate in.'))
}

function startDouble(options: LaunchOptions): Starting {
  const { command, args, env } = desktopCommand('desktop', options)
  const child = spawn(command, args, { env, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] })
  const app = watchProcess(child)
  const open = async (): Promise<Started> => {
    const [{ port }] = (await once(child, 'message')) as [{ port: number }]
    const browser = await chromium.connectOverCDP(`http://127.0.0.1:${port}`)
    const [context] = browser.contexts()
    if (!context) throw new Error('The double has no browser context.')
    const problems = watchProblems(context, app)
    // The double waits for this, so that nothing of the page's start is missed.
    const opened = context.waitForEvent('page')
    child.send({ type: 'start' })
    const page = await opened
    const receiverUrl = await readReceiverUrl(page)
    return { page, receiverUrl, problems, evaluate: evaluateIn(child), release: () => browser.close() }
  }
  return { app, opening: open() }
}

async function startElectron(options: LaunchOptions): Promise<Starting> {
  const { command, args, env } = desktopCommand('electron', options)
  const electron = await _electron.launch({ executablePath: command, args, env })
  const app = watchProcess(electron.process())
  const open = async (): Promise<Started> => {
    const problems = watchProblems(electron.context(), app)
    const page = await electron.firstWindow()
    const receiverUrl = await readReceiverUrl(page)
    const evaluate = ((evaluated, arg) => electron.evaluate(evaluated as never, arg as never)) as Evaluate
    return { page, receiverUrl, problems, evaluate, release: () => Promise.resolve() }
  }
  return { app, opening: open() }
}

/** How a desktop host is started, also for starts that never show a window. */
export function desktopCommand(
  host: Exclude<Host, 'browser'>,
  { dataDir, env, entry, args: more = [] }: Pick<LaunchOptions, 'dataDir' | 'env' | 'entry' | 'args'>
): { readonly command: string; readonly args: string[]; readonly env: Record<string, string> } {
  const settings = {
    WEBHOOK_INSPECTOR_DATA_DIR: dataDir,
    WEBHOOK_INSPECTOR_RECEIVER_PORT: '0',
    ...env
  }
  if (host === 'desktop') {
    const register = new URL('../electron-double/register.mjs', import.meta.url).href
    const args = ['--import', register, entry ?? 'out/main/index.js', ...more]
    return { command: process.execPath, args, env: environment(settings) }
  }
  // Chromium refuses to sandbox what root runs, as in containers.
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  const command = String(createRequire(import.meta.url)('electron'))
  return { command, args: [entry ?? '.', ...sandbox, ...more], env: environment(settings) }
}

function environment(added: Readonly<Record<string, string>> = {}): Record<string, string> {
  const own = /^(WEBHOOK_INSPECTOR|SCALEKIT|NGROK|ELECTRON)_/
  const inherited = Object.entries(process.env).flatMap(([name, value]) =>
    value === undefined || own.test(name) ? [] : [[name, value] as const]
  )
  return { ...Object.fromEntries(inherited), ...added }
}

function watchProblems(context: BrowserContext, app: AppProcess): readonly string[] {
  const problems: string[] = []
  context.on('weberror', (error) => problems.push(error.error().stack ?? String(error.error())))
  context.on('console', (message) => {
    if (message.type() !== 'error') return
    const text = `${message.text()} (${message.location().url})`
    // What the page asks of an event that is deleted in that moment is not found, which Chromium says for itself.
    const isGone = text.includes('404 (Not Found)') && /\/rpc\/(events|entities|replays)\./.test(text)
    if (!isGone && !(app.isEnding() && text.includes('net::ERR_'))) problems.push(text)
  })
  return problems
}

/** Waits until the window shows the app and asks it, as its page would. */
async function readReceiverUrl(page: Page): Promise<string> {
  await page.waitForURL((url) => url.href !== 'about:blank')
  const reply = await page.evaluate(() =>
    (globalThis as unknown as { transport: Transport }).transport.request('listening.status', {})
  )
  if (!reply.ok) throw new Error(`The page was refused: ${reply.error.message}`)
  const { receiver } = reply.value as ListeningStatus
  if (receiver.url === null) throw new Error(`The receiver is ${receiver.state}: ${receiver.reason}`)
  return receiver.url
}

interface Answer {
  readonly id: number
  readonly value: never
  readonly error?: string
}

function evaluateIn(child: ChildProcess): Evaluate {
  const waiting = new Map<number, (answer: Answer) => void>()
  let lastId = 0
  child.on('message', (message) => {
    const answer = message as Answer
    waiting.get(answer.id)?.(answer)
    waiting.delete(answer.id)
  })
  return (evaluated, arg) => {
    const id = ++lastId
    return new Promise((resolve, reject) => {
      waiting.set(id, ({ value, error }) => (error === undefined ? resolve(value) : reject(new Error(error))))
      child.send({ type: 'evaluate', id, source: String(evaluated), arg })
    })
  }
}
