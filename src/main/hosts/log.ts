import { mkdirSync, renameSync, statSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { dirname } from 'node:path'
import { multistream, pino, stdSerializers, type DestinationStream } from 'pino'
import pretty, { prettyFactory } from 'pino-pretty'
import type { Log } from '../core/ports.ts'

/** A log that has grown beyond this gives way to a new one at the next start; one old one is kept. */
const LARGEST_FILE_BYTES = 2_000_000
/** What diagnostics show of a file, and of a log that has none. */
const BYTES_SHOWN = 64_000
const LINES_KEPT = 500

export interface HostLog extends Log {
  /** The end of it: of the file, earlier runs included, or of what this run printed. */
  recent(): Promise<string>
}

/**
 * Writes diagnostics for people to stderr, since stdout belongs to whoever reads the program's results, and to a
 * file where nobody sees stderr. It writes synchronously, so that what was logged right before a crash is there.
 */
export function createLog(level: 'info' | 'warn' | 'error', file: string | null = null): HostLog {
  const streams: { stream: DestinationStream }[] = [{ stream: lines(2, process.stderr.isTTY) }]
  const recent: string[] = []
  if (file === null) {
    const format = prettyFactory(layout(false))
    const write = (line: string) => {
      recent.push(format(line))
      if (recent.length > LINES_KEPT) recent.shift()
    }
    streams.push({ stream: { write } })
  } else {
    makeRoom(file)
    streams.push({ stream: lines(file, false) })
  }
  const logger = pino(
    { level, serializers: { error: stdSerializers.err }, hooks: { streamWrite: redact } },
    multistream(streams)
  )
  return {
    info: (message, details) => logger.info(details, message),
    warn: (message, details) => logger.warn(details, message),
    error: (message, details) => logger.error(details, message),
    recent: () => (file === null ? Promise.resolve(recent.join('')) : endOf(file))
  }
}

/** Whole lines from the end of a file. */
async function endOf(file: string): Promise<string> {
  const handle = await open(file)
  try {
    const { size } = await handle.stat()
    const start = Math.max(0, size - BYTES_SHOWN)
    const { buffer, bytesRead } = await handle.read({ buffer: Buffer.alloc(size - start), position: start })
    const text = buffer.toString('utf8', 0, bytesRead)
    return start === 0 ? text : text.slice(text.indexOf('\n') + 1)
  } finally {
    await handle.close()
  }
}

const layout = (colorize: boolean, time = 'SYS:yyyy-mm-dd HH:MM:ss.l') => ({
  colorize,
  ignore: 'pid,hostname',
  translateTime: time,
  errorLikeObjectKeys: ['error']
})

const lines = (destination: number | string, colorize: boolean) =>
  pretty({ destination, sync: true, ...layout(colorize, destination === 2 ? 'SYS:HH:MM:ss.l' : undefined) })

function makeRoom(file: string): void {
  mkdirSync(dirname(file), { recursive: true })
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0
  if (size > LARGEST_FILE_BYTES) renameSync(file, `${file}.old`)
}

const secretShapes = [
  /(?<=whsec_)[\w+/=-]+/g,
  // What an ngrok authtoken looks like: 27 letters and digits, an underscore, about as many again.
  /\b[0-9A-Za-z]{20,30}_[0-9A-Za-z]{15,}\b/g,
  /(?<=\b(?:token|authtoken)=)[^&\s"\\]+/gi,
  /(?<=\bBearer )[^\s"\\]+/gi
]

/**
 * The last net under the rule that nobody logs a secret: an error of a library may quote what it was given.
 * Whatever looks like a signing secret, an authtoken or this run's link is cut out of the finished line.
 */
export function redact(line: string): string {
  return secretShapes.reduce((text, shape) => text.replace(shape, '…'), line)
}
