/** Base64 of either alphabet, or hexadecimal, as a whole run. */
export const ENCODED = /(?<![\w+/-])[\w+/-]{16,}={0,2}(?![\w+/=-])/g

const HEX = /^(?:[\da-f]{2})+$/i
const SIGNS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
const VALUES = new Map(Array.from(`${SIGNS}-_`, (sign, index) => [sign, index > 63 ? index - 2 : index]))
/** Enough to tell text from a picture; divides into groups of both codings. */
const PROBED = 480

/** The text that such a run stands for; null for one that stands for something else. */
export function decodeText(run: string): string | null {
  const code = run.replace(/=+$/, '')
  if (code.length > PROBED && read(code.slice(0, PROBED), true) === null) return null
  return read(code, false)
}

function read(code: string, isPart: boolean): string | null {
  return (HEX.test(code) ? asText(hexBytes(code), isPart) : null) ?? asText(base64Bytes(code), isPart)
}

const isInNoText = (byte: number): boolean =>
  byte === 0x7f || (byte < 0x20 && byte !== 9 && byte !== 10 && byte !== 13)

function hexBytes(code: string): number[] | null {
  const bytes: number[] = []
  for (let at = 0; at < code.length; at += 2) {
    const byte = Number.parseInt(code.slice(at, at + 2), 16)
    if (isInNoText(byte)) return null
    bytes.push(byte)
  }
  return bytes
}

/** Null as soon as a byte is none of a text, as in most of what only looks encoded. */
function base64Bytes(code: string): number[] | null {
  const bytes: number[] = []
  let [bits, held] = [0, 0]
  for (const sign of code) {
    bits = ((bits << 6) | (VALUES.get(sign) ?? 0)) & 0xffff
    held += 6
    if (held < 8) continue
    held -= 8
    const byte = (bits >> held) & 0xff
    if (isInNoText(byte)) return null
    bytes.push(byte)
  }
  return bytes
}

/** Null where the bytes are no UTF-8. */
function asText(bytes: readonly number[] | null, isPart: boolean): string | null {
  if (bytes === null) return null
  // The part may end within a character.
  const whole = isPart ? bytes.slice(0, bytes.findLastIndex((byte) => byte < 0x80) + 1) : bytes
  if (whole.length === 0 || !isLikeUtf8(whole)) return null
  try {
    return decodeURIComponent(whole.map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join(''))
  } catch {
    return null // No UTF-8.
  }
}

/** Whether characters begin and go on where they must; to be told so by an exception takes a hundred times as long. */
function isLikeUtf8(bytes: readonly number[]): boolean {
  let left = 0
  for (const byte of bytes) {
    const isFollowing = byte >= 0x80 && byte < 0xc0
    if (isFollowing !== left > 0 || byte >= 0xf8) return false
    if (isFollowing) left--
    else if (byte >= 0xf0) left = 3
    else if (byte >= 0xe0) left = 2
    else if (byte >= 0xc0) left = 1
  }
  return left === 0
}
