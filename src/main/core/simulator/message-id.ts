import { randomBytes } from 'node:crypto'

const EPOCH_SECONDS = 1_400_000_000
const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
const LENGTH = 27

/** A delivery id as Scalekit's look: `msg_` and a KSUID, which is a time in seconds and 16 random bytes in base 62. */
export function createMessageId(at: number): string {
  const seconds = BigInt(Math.floor(at / 1_000) - EPOCH_SECONDS)
  let rest = (seconds << 128n) | BigInt(`0x${randomBytes(16).toString('hex')}`)
  let text = ''
  for (let index = 0; index < LENGTH; index++) {
    text = ALPHABET.charAt(Number(rest % 62n)) + text
    rest /= 62n
  }
  return `msg_${text}`
}
