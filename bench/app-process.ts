import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { CommandInput, CommandName, CommandOutput } from '../src/shared/contract.ts'
import type { Reply } from '../src/shared/transport.ts'
import { BENCH_SECRET } from './load.ts'
import type { LoopAnswer, LoopQuestion } from './loop-delay.mjs'

export interface ServerProcess {
  readonly receiverUrl: string
  /** From spawn to the ready line, ms. */
  readonly readyMs: number
  /** Starts the watch over the event loop of its main thread afresh. */
  forgetLoopDelay(): void
  loopDelay(): Promise<LoopAnswer>
  close(): Promise<void>
}

export interface AppProcess extends ServerProcess {
  readonly uiUrl: string
  /** Asks as the page does, over HTTP. */
  ask<K extends CommandName>(command: K, input: CommandInput<K>): Promise<CommandOutput<K>>
  /** Resident memory, bytes; null where the system does not tell. */
  residentBytes(): number | null
}

/** The built app in browser mode, as users run it. */
export async function startApp(dataDir: string, receiverPort = 0): Promise<AppProcess> {
  const { process, ready } = await startServer('../out/main/browser.js', [
    '--json',
    '--no-open',
    '--receiver-port',
    String(receiverPort),
    '--data-dir',
    dataDir,
    '--secret',
    BENCH_SECRET
  ])
  const uiUrl = String(ready['uiUrl'])
  const { origin, searchParams } = new URL(uiUrl)
  const headers = {
    authorization: `Bearer ${searchParams.get('token') ?? ''}`,
    'content-type': 'application/json'
  }
  return {
    ...process,
    uiUrl,
    async ask<K extends CommandName>(command: K, input: CommandInput<K>) {
      const response = await fetch(`${origin}/rpc/${command}`, {
        method: 'POST',
        headers,
        body: JSON.stringify(input)
      })
      const reply = (await response.json()) as Reply
      if (!reply.ok) throw new Error(`${command}: ${reply.error.message}`)
      return reply.value as CommandOutput<K>
    },
    residentBytes: () => residentBytesOf(Number(ready['pid']))
  }
}

/** The limit of the run: a server that reads the body and answers. */
export const startBareServer = async (port = 0): Promise<ServerProcess> =>
  (await startServer('bare-server.mjs', [String(port)])).process

/** HTTP Toolkit's engine, recording to memory. Needs `installPeers`. */
export const startMockttp = async (): Promise<ServerProcess> =>
  (await startServer('mockttp-server.ts')).process

type ReadyLine = Readonly<Record<string, unknown>>

/** The developer's own settings and secrets have no place in a measurement. */
const cleanEnvironment = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !/^(WEBHOOK_INSPECTOR|NGROK|SCALEKIT)_/.test(name))
)

/** Starts a script of ours that prints a JSON line with `event: 'ready'` once it listens. */
async function startServer(
  script: string,
  flags: readonly string[] = []
): Promise<{ process: ServerProcess; ready: ReadyLine }> {
  const watch = new URL('loop-delay.mjs', import.meta.url).href
  const file = fileURLToPath(new URL(script, import.meta.url))
  const startedAt = performance.now()
  const child = spawn(process.execPath, ['--import', watch, file, ...flags], {
    env: cleanEnvironment,
    stdio: ['ignore', 'pipe', 'inherit', 'ipc']
  })
  const { stdout } = child
  if (!stdout) throw new Error(`${script} could not be started.`)
  const exited = once(child, 'exit')
  const ready = await new Promise<ReadyLine>((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code) => reject(new Error(`${script} ended with ${code} before it was ready`)))
    const lines = createInterface({ input: stdout })
    lines.on('line', (line) => {
      const said = JSON.parse(line) as ReadyLine
      if (said['event'] !== 'ready') return
      lines.close()
      // It goes on printing a line for each delivery, which somebody has to take.
      stdout.resume()
      resolve(said)
    })
  })
  const readyMs = performance.now() - startedAt
  const put = (question: LoopQuestion) => void child.send(question)
  return {
    ready,
    process: {
      receiverUrl: String(ready['receiverUrl']),
      readyMs,
      forgetLoopDelay: () => put('forget'),
      async loopDelay() {
        put('tell')
        const [answer] = (await once(child, 'message')) as [LoopAnswer]
        return answer
      },
      async close() {
        child.kill('SIGTERM')
        await exited
      }
    }
  }
}

function residentBytesOf(pid: number): number | null {
  if (process.platform !== 'linux') return null
  const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
  return kilobytes === undefined ? null : Number(kilobytes) * 1024
}
