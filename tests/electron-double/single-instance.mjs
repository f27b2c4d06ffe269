// Electron's lock per user data folder: the first start listens, a later one hands over its arguments and gives up.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

// Electron answers at once, a socket does not: so another process connects while this one waits for it.
const handOver = `
  const socket = require('node:net').connect(process.argv[1])
  socket.on('error', () => process.exit(1))
  socket.end(process.argv[2], () => socket.on('close', () => process.exit(0)).resume())
`

/** Returns whether this is the first start; then `onSecondInstance` gets the arguments of later ones. */
export function requestLock(folder, onSecondInstance) {
  // Short, because the path of a socket may not exceed about 100 characters.
  const name = `electron-double-${createHash('sha256').update(folder).digest('hex').slice(0, 16)}`
  const address = process.platform === 'win32' ? `\\\\.\\pipe\\${name}` : join(tmpdir(), `${name}.sock`)
  const message = JSON.stringify({ argv: process.argv, cwd: process.cwd() })
  const first = spawnSync(process.execPath, ['-e', handOver, address, message]).status !== 0
  if (!first) return false

  const removeFile = () => process.platform !== 'win32' && rmSync(address, { force: true })
  removeFile() // left by a start that was killed
  process.once('exit', removeFile)
  const server = createServer(async (socket) => {
    const received = await socket.setEncoding('utf8').toArray()
    const { argv, cwd } = JSON.parse(received.join(''))
    socket.end()
    onSecondInstance(argv, cwd)
  })
  server.listen(address).unref()
  return true
}
