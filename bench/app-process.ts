import { spawn, type ChildProcess } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { BENCH_SECRET } from './load.ts'

export interface AppProcess {
  readonly receiverUrl: string
  readonly uiUrl: string
  /** From spawn to the ready line, ms. */
  readonly readyMs: number
  readonly child: ChildProcess
  close(): Promise<void>
}

/** The built app in browser mode, as users run it. */
export function startApp(dataDir: string): Promise<AppProcess> {
  const entry = fileURLToPath(new URL('../out/main/browser.js', import.meta.url))
  const flags = [
    '--json',
    '--no-open',
    '--receiver-port',
    '0',
    '--data-dir',
    dataDir,
    '--secret',
    BENCH_SECRET
  ]
  return startProcess(
    [entry, ...flags],
    'ready',
    (line) => JSON.parse(line) as { receiverUrl: string; uiUrl: string }
  )
}

/** The limit of the run: a server that reads the body and answers, with nothing behind it. */
export function startBareServer(): Promise<AppProcess> {
  const script = `
    const server = require('node:http').createServer((request, response) => {
      const chunks = []
      request.on('data', (chunk) => chunks.push(chunk))
      request.on('end', () => { Buffer.concat(chunks); response.writeHead(200, { 'content-type': 'application/json' }).end('{"ok":true}') })
    })
    server.listen(0, '127.0.0.1', () => console.log('ready ' + server.address().port))
    process.on('SIGTERM', () => process.exit(0))`
  return startProcess(['-e', script], 'ready', (line) => {
    const url = `http://127.0.0.1:${line.split(' ')[1] ?? ''}`
    return { receiverUrl: url, uiUrl: url }
  })
}

function startProcess(
  args: readonly string[],
  marker: string,
  read: (line: string) => { receiverUrl: string; uiUrl: string }
): Promise<AppProcess> {
  const startedAt = performance.now()
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`It ended with ${code} before it was ready`)))
    createInterface({ input: child.stdout }).on('line', (line) => {
      if (!line.includes(marker)) return
      resolve({
        ...read(line),
        readyMs: performance.now() - startedAt,
        child,
        async close() {
          child.kill('SIGTERM')
          await exited
        }
      })
    })
  })
}
