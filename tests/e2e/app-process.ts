import type { ChildProcess } from 'node:child_process'

/** A started app as its operating system sees it. */
export interface AppProcess {
  readonly pid: number
  /** Everything it wrote so far. */
  log(): string
  /** Resolves with its exit code, null when a signal ended it. */
  readonly exited: Promise<number | null>
  /** Whether it was told to end: what it leaves behind from then on is no fault of its own. */
  isEnding(): boolean
  /** Asks it to end, as the system does at logout, and waits; taking longer than 30 s is an error. */
  stop(): Promise<number | null>
  /** Ends it as a power cut would. */
  kill(): Promise<void>
}

export function watchProcess(child: ChildProcess): AppProcess {
  const { pid } = child
  if (pid === undefined) throw new Error('The app could not be started.')
  let output = ''
  let isEnding = false
  child.stdout?.on('data', (chunk) => (output += String(chunk)))
  child.stderr?.on('data', (chunk) => (output += String(chunk)))
  const exited = new Promise<number | null>((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) resolve(child.exitCode)
    else child.once('close', resolve)
  })
  return {
    pid,
    log: () => output,
    exited,
    isEnding: () => isEnding,
    async stop() {
      isEnding = true
      let isOverdue = false
      const timer = setTimeout(() => {
        isOverdue = true
        child.kill('SIGKILL')
      }, 30_000)
      child.kill('SIGTERM')
      const code = await exited
      clearTimeout(timer)
      if (isOverdue) throw new Error(`The app did not end within 30 s.\n${output}`)
      return code
    },
    async kill() {
      isEnding = true
      child.kill('SIGKILL')
      await exited
    }
  }
}
