// Imported before a utility process's own entry: gives it Electron's `process.parentPort`.
import { EventEmitter } from 'node:events'

const send = process.send.bind(process)
process.send = undefined // Electron has none, and the app must not find one

const parentPort = new EventEmitter()
parentPort.postMessage = (message) => void send(message)

// Messages wait until somebody listens.
let waiting = []
const deliver = (data) => parentPort.emit('message', { data, ports: [] })
process.on('message', (data) => (waiting ? waiting.push(data) : deliver(data)))
parentPort.once('newListener', () => {
  queueMicrotask(() => {
    const first = waiting
    waiting = null
    first.forEach(deliver)
  })
})
process.once('disconnect', () => process.exit(0)) // the app is gone

process.parentPort = parentPort
