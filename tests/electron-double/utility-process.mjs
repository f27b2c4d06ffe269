// Utility processes are forked Node processes that find Electron's `process.parentPort` instead of `process.send`.
import { fork } from 'node:child_process'
import { EventEmitter } from 'node:events'
import { app } from './app.mjs'

const shim = new URL('./utility-child.mjs', import.meta.url).href

class UtilityProcess extends EventEmitter {
  #child
  #exited = false

  constructor(file, args, { env = process.env, execArgv = [], stdio = 'inherit' }) {
    super()
    const output = Array.isArray(stdio) ? stdio.slice(1, 3) : [stdio, stdio]
    this.#child = fork(file, args, {
      env,
      execArgv: ['--import', shim, ...execArgv],
      serialization: 'advanced',
      stdio: ['ignore', ...output, 'ipc']
    })
    this.stdout = this.#child.stdout
    this.stderr = this.#child.stderr
    this.#child.once('spawn', () => this.emit('spawn'))
    this.#child.on('message', (message) => this.emit('message', message))
    this.#child.on('error', (error) => console.error('utility process', error))
    this.#child.once('exit', (code) => {
      this.#exited = true
      this.emit('exit', code ?? 1)
    })
  }
  get pid() {
    return this.#exited ? undefined : this.#child.pid
  }
  postMessage(message) {
    if (this.#child.connected) this.#child.send(message)
  }
  kill() {
    const force = setTimeout(() => this.#child.kill('SIGKILL'), 2_000)
    this.#child.once('exit', () => clearTimeout(force))
    return this.#child.kill()
  }
}

export const utilityProcess = {
  fork(file, args = [], options = {}) {
    if (!app.isReady()) throw new Error('utilityProcess cannot be created before app is ready.')
    return new UtilityProcess(file, args, options)
  }
}
