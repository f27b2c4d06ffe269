import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

export type Line = Readonly<Record<string, unknown>> & { readonly event: string }
export interface ReadyLine extends Line {
  readonly receiverUrl: string
  readonly uiUrl: string
  readonly publicUrl: string | null
  readonly dataDir: string
  readonly pid: number
}

/** Browser mode as a program that starts it sees it. */
export interface Serve {
  readonly pid: number
  /** Every line of stdout so far, as printed. */
  readonly lines: readonly string[]
  stderr(): string
  /** The first line of this kind, parsed; rejects when the process ends without it. */
  line<T extends Line = Line>(event: string): Promise<T>
  /** Resolves once a line contains the text. */
  printed(text: string): Promise<string>
  /** The exit code; null when a signal ended it. */
  readonly exited: Promise<number | null>
  signal(name: NodeJS.Signals): void
  /** Stops reading its output, as `head` does. */
  closeStdout(): void
}

const bundle = fileURLToPath(new URL('../../out/main/browser.js', import.meta.url))

/** The developer's own settings and secrets have no place in a test. */
const cleanEnvironment = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !/^(WEBHOOK_INSPECTOR|NGROK|SCALEKIT)_/.test(name))
)

export function startServe(
  flags: readonly string[],
  env: Readonly<Record<string, string>> = {},
  script = bundle
): Serve {
  return watch([process.execPath, script, ...flags], env)
}

/** As npm does: a shell stands between, which gets the signals and keeps them to itself. */
export function startServeInShell(
  flags: readonly string[],
  env: Readonly<Record<string, string>>,
  script: string
): Serve {
  return watch(['/bin/sh', '-c', '"$0" "$@"; true', process.execPath, script, ...flags], env)
}

function watch([command = '', ...args]: readonly string[], env: Readonly<Record<string, string>>): Serve {
  const child = spawn(command, args, {
    env: { ...cleanEnvironment, ...env },
    stdio: ['ignore', 'pipe', 'pipe']
  })
  const lines: string[] = []
  const waiting = new Set<() => void>()
  const reader = createInterface({ input: child.stdout })
  reader.on('line', (line) => {
    lines.push(line)
    for (const look of waiting) look()
  })
  let stderr = ''
  child.stderr.on('data', (part) => (stderr += String(part)))
  const exited = new Promise<number | null>((resolve) => child.once('close', resolve))
  /** What the first line that has it says. */
  const first = <T>(read: (line: string) => T | null) =>
    new Promise<T>((resolve, reject) => {
      const look = () => {
        const found = lines.map(read).find((value) => value !== null)
        if (found === undefined || found === null) return
        waiting.delete(look)
        resolve(found)
      }
      waiting.add(look)
      look()
      void exited.then((code) => reject(new Error(`It ended with ${code} before it said so.\n${stderr}`)))
    })
  return {
    pid: child.pid ?? -1,
    lines,
    stderr: () => stderr,
    exited,
    signal: (name) => void child.kill(name),
    closeStdout() {
      reader.close()
      child.stdout.destroy()
    },
    printed: (text) => first((line) => (line.includes(text) ? line : null)),
    line: <T extends Line>(event: string) =>
      first((line) => {
        const parsed = JSON.parse(line) as T
        return parsed.event === event ? parsed : null
      })
  }
}
