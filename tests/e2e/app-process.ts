import type { ChildProcess } from 'node:child_process'

/** A started app as its operating system sees it. */
export interface AppProcess {
  readonly pid: number
  /** Everything it wrote so far. */
  log(): string
  /** Resolves with its exit code, null when a signal ended it. */
  readonly exited: Promise<number | null>
  /** Settles like `promise`, but rejects as soon as the app ends. */
  orExit<T>(promise: Promise<T>): Promise<T>
  /** Asks it to end, as the system does at logout, and waits; one that takes longer than 10 s is an error. */
  stop(): Promise<number | null>
  /** Ends it as a power cut would. */
  kill(): Promise<void>
}

export function watchProcess(child: ChildProcess): AppProcess {
  const { pid } = child
  if (pid === undefined) throw new Error('The app could not be started.')
  let output = ''
  child.stdout?.on('data', (chunk) => (output += String(chunk)))
  child.stderr?.on('data', (chunk) => (output += String(chunk)))
  const exited = new Promise<number | null>((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) resolve(child.exitCode)
    else child.once('close', resolve)
  })
  const kill = async () => {
    child.kill('SIGKILL')
    await exited
  }
  return {
    pid,
    log: () => output,
    exited,
    orExit: (promise) =>
      Promise.race([
        promise,
        exited.then((code) => {
          throw new Error(`The app ended with code ${code}.\n${output}`)
        })
      ]),
    async stop() {
      child.kill('SIGTERM')
      let timer: NodeJS.Timeout | undefined
      const overdue = new Promise<never>((_resolve, reject) => {
        timer = setTimeout(
          () => void kill().then(() => reject(new Error(`The app did not end within 10 s.\n${output}`))),
          10_000
        )
      })
      try {
        return await Promise.race([exited, overdue])
      } finally {
        clearTimeout(timer)
      }
    },
    kill
  }
}
