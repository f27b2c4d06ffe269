import { spawn, type ChildProcess } from 'node:child_process'
import { createInterface, type Interface } from 'node:readline'
import { fileURLToPath } from 'node:url'

export interface Ready {
  readonly event: 'ready'
  readonly receiverUrl: string
  readonly uiUrl: string
  readonly publicUrl: string | null
  readonly dataDir: string
  readonly pid: number
}

export interface App {
  readonly ready: Ready
  readonly child: ChildProcess
  readonly lines: Interface
  readonly exited: Promise<{ code: number | null; signal: string | null }>
  rpc(command: string, input?: unknown): Promise<unknown>
}

/** The built app in browser mode, as `npm run serve -- --json` starts it. `npm test` has built it before. */
export async function startApp(
  dataDir: string,
  flags: readonly string[] = [],
  env: NodeJS.ProcessEnv = {}
): Promise<App> {
  const entry = fileURLToPath(new URL('../../out/main/browser.js', import.meta.url))
  const args = [entry, '--json', '--no-open', '--receiver-port', '0', '--data-dir', dataDir, ...flags]
  const child = spawn(process.execPath, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env }
  })
  let errors = ''
  child.stderr.on('data', (chunk: Buffer) => {
    errors += chunk.toString()
  })
  const exited = new Promise<{ code: number | null; signal: string | null }>((resolve) =>
    child.once('exit', (code, signal) => resolve({ code, signal }))
  )
  const lines = createInterface({ input: child.stdout })
  const first = new Promise<string>((resolve) => lines.once('line', resolve))
  const line = await Promise.race([
    first,
    exited.then(({ code }) => Promise.reject(new Error(`It ended with ${code}: ${errors}`)))
  ])
  const ready = JSON.parse(line) as Ready
  const { origin, searchParams } = new URL(ready.uiUrl)
  return {
    ready,
    child,
    lines,
    exited,
    async rpc(command, input = {}) {
      const response = await fetch(`${origin}/rpc/${command}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${searchParams.get('token')}` },
        body: JSON.stringify(input)
      })
      const reply = (await response.json()) as { ok: boolean; value?: unknown; error?: { message: string } }
      if (!reply.ok) throw new Error(reply.error?.message)
      return reply.value
    }
  }
}
