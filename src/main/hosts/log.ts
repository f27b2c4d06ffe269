import { mkdirSync, renameSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { multistream, pino, stdSerializers } from 'pino'
import pretty from 'pino-pretty'
import type { Log } from '../core/ports.ts'

/** A log that has grown beyond this gives way to a new one at the next start; one old one is kept. */
const LARGEST_FILE_BYTES = 2_000_000

/**
 * Writes diagnostics for people to stderr, since stdout belongs to whoever reads the program's results, and to a
 * file where nobody sees stderr. It writes synchronously, so that what was logged right before a crash is there.
 */
export function createLog(level: 'info' | 'warn' | 'error', file: string | null = null): Log {
  const streams = [{ stream: lines(2, process.stderr.isTTY) }]
  if (file !== null) {
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
    error: (message, details) => logger.error(details, message)
  }
}

const lines = (destination: number | string, colorize: boolean) =>
  pretty({
    destination,
    sync: true,
    colorize,
    ignore: 'pid,hostname',
    translateTime: destination === 2 ? 'SYS:HH:MM:ss.l' : 'SYS:yyyy-mm-dd HH:MM:ss.l',
    errorLikeObjectKeys: ['error']
  })

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
