import { readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { fileURLToPath } from 'node:url'
import { AppError } from '#shared/errors.ts'
import { createAnnouncer } from '../../rpc/announcer.ts'
import { createDispatch } from '../../rpc/dispatcher.ts'
import { createHandlers } from '../../rpc/handlers.ts'
import { describeFlags, inWordsOf } from '../flags.ts'
import { createLog, type HostLog } from '../log.ts'
import { parseArguments, type Arguments, type BrowserOptions } from '../options.ts'
import { bringUpTunnel } from './bring-up-tunnel.ts'
import { runCommand } from './cli.ts'
import { isCommand } from './cli-options.ts'
import { defaultDataDir } from './data-dir.ts'
import { startPageServer } from './http.ts'
import { openCore } from './open-core.ts'
import { openLink } from './open-link.ts'
import { startOnKeptPort } from './page-port.ts'
import { createJsonPrinter, createTextPrinter } from './printer.ts'
import { createShutdown, type Shutdown } from './shutdown.ts'
import { createToken } from './token.ts'

interface Program {
  /** The folder of the running bundle, beside which the others lie. */
  readonly bundle: URL
  readonly version: string
  readonly log: HostLog
  readonly shutdown: Shutdown
}

/** Browser mode from the command line to the end of the process. */
export async function runBrowserMode(bundle: URL): Promise<void> {
  // Whoever read the output may be gone, as in `serve --json | head -1`. The app goes on without.
  process.stdout.on('error', () => undefined)
  const usualDataDir = defaultDataDir(process.platform, process.env, homedir())
  const version = readVersion(bundle)
  const [first, ...rest] = process.argv.slice(2)
  if (isCommand(first)) return runCommand(first, rest, { bundle, version })
  const given = readArguments()
  if (given === null) return
  if (given.show !== null) {
    const help = () => inWordsOf(process.argv[1], describeFlags(usualDataDir))
    return write(given.show === 'help' ? help() : `${version}\n`)
  }
  const log = createLog('info')
  const shutdown = createShutdown(log)
  try {
    await start({ bundle, version, log, shutdown }, given.options, given.options.dataDir ?? usualDataDir)
  } catch (error) {
    if (error instanceof AppError) console.error(error.message)
    else log.error('Unexpected error', { error })
    await shutdown.end(1)
  }
}

async function start(program: Program, options: BrowserOptions, dataDir: string): Promise<void> {
  const { bundle, version, log, shutdown } = program
  const core = await openCore(bundle, log, { ...options, dataDir, version })
  shutdown.add(() => core.close())
  const printer = options.json ? createJsonPrinter(write) : createTextPrinter(version, write)
  core.onDelivery(printer.delivery)

  const reportBug = (error: unknown) => log.error('Unexpected error', { error })
  const token = createToken()
  const page = {
    token,
    dispatch: createDispatch(createHandlers(core), reportBug),
    announcer: createAnnouncer(core, { delayMs: 50 }),
    pageFolder: fileURLToPath(new URL('../renderer', bundle)),
    reportBug
  }
  const server = await startOnKeptPort(dataDir, options.uiPort, (port) => startPageServer({ ...page, port }))
  shutdown.add(() => server.close())
  if (options.tunnel) await bringUpTunnel(core, log)

  const { receiver, tunnel } = await core.listening.status({})
  const link = (value: string) => `http://127.0.0.1:${server.port}/?token=${value}`
  printer.ready({
    receiverUrl: receiver.url,
    uiUrl: link(token.value),
    publicUrl: tunnel.publicUrl,
    dataDir,
    pid: process.pid
  })
  if (options.open) openLink(link(token.createTicket()))
}

/** Null when they were refused: then the reason is printed and the exit code set. */
function readArguments(): Arguments | null {
  try {
    return parseArguments(process.argv.slice(2), process.env)
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    console.error(error.message)
    process.exitCode = 2
    return null
  }
}

function write(text: string): void {
  process.stdout.write(text)
}

function readVersion(bundle: URL): string {
  const manifest: unknown = JSON.parse(readFileSync(new URL('../../package.json', bundle), 'utf8'))
  return (manifest as { readonly version: string }).version
}
