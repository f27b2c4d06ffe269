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

const hexBytes = (code: string): number[] =>
  Array.from({ length: code.length / 2 }, (_, index) =>
    Number.parseInt(code.slice(index * 2, index * 2 + 2), 16)
  )

function base64Bytes(code: string): number[] {
  const bytes: number[] = []
  let [bits, held] = [0, 0]
  for (const sign of code) {
    bits = ((bits << 6) | (VALUES.get(sign) ?? 0)) & 0xffff
    held += 6
    if (held < 8) continue
    held -= 8
    bytes.push((bits >> held) & 0xff)
  }
  return bytes
}

/** Null where the bytes are no UTF-8, or hold what no text does. */
function asText(bytes: readonly number[], isPart: boolean): string | null {
  // The part may end within a character.
  const whole = isPart ? bytes.slice(0, bytes.findLastIndex((byte) => byte < 0x80) + 1) : bytes
  if (whole.length === 0) return null
  if (whole.some((byte) => byte === 0x7f || (byte < 0x20 && byte !== 9 && byte !== 10 && byte !== 13)))
    return null
  try {
    return decodeURIComponent(whole.map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join(''))
  } catch {
    return null // No UTF-8.
  }
}
