import { pino, stdSerializers } from 'pino'
import pretty from 'pino-pretty'
import type { Log } from '../core/ports.ts'

/**
 * Writes diagnostics for people to stderr; stdout belongs to whoever reads the program's results. It writes
 * synchronously, so that what was logged right before a crash is there to be read.
 */
export function createLog(level: 'info' | 'warn' | 'error'): Log {
  const lines = pretty({
    destination: 2,
    sync: true,
    colorize: process.stderr.isTTY,
    ignore: 'pid,hostname',
    translateTime: 'SYS:HH:MM:ss.l',
    errorLikeObjectKeys: ['error']
  })
  const logger = pino(
    { level, serializers: { error: stdSerializers.err }, hooks: { streamWrite: redact } },
    lines
  )
  return {
    info: (message, details) => logger.info(details, message),
    warn: (message, details) => logger.warn(details, message),
    error: (message, details) => logger.error(details, message)
  }
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
