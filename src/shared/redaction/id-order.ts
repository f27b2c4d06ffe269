import type { KeyedHash } from './scramble.ts'

/** Below them stand a sequence and a machine; above them the time (see `scalekit-id.ts`). */
const LOW_BITS = 24n
const CUTS_KEPT = 20_000

/**
 * Numbers of Scalekit ids for others, in the same order in time: what was made earlier stays the smaller number,
 * as far as ids tell apart, which is 10 ms (within these two become one in half a million cases). The times themselves are not kept, nor the spans between them: a
 * constant shift would be undone by any event that tells its own time beside its id. So the span of numbers of
 * one length is halved again and again, each time at a place that only the key knows.
 */
export function createIdOrder(hash: KeyedHash): (digits: string) => string {
  const cuts = new Map<string, bigint>()
  /** Between a quarter and three quarters, of 2^16. */
  const cutAt = (place: string): bigint => {
    const known = cuts.get(place)
    if (known !== undefined) return known
    const [high = 0, low = 0] = hash(`cut:${place}`)
    const share = 16_384n + BigInt((high << 8) | low) / 2n
    if (cuts.size >= CUTS_KEPT) cuts.clear()
    cuts.set(place, share)
    return share
  }
  return (digits) => {
    let low = 10n ** BigInt(digits.length - 1)
    let high = low * 10n - 1n
    let [from, to] = [low >> LOW_BITS, high >> LOW_BITS]
    const time = BigInt(digits) >> LOW_BITS
    while (from < to) {
      const middle = (from + to) / 2n
      const [left, right] = [middle - from + 1n, to - middle]
      const spare = high - low + 1n - left - right
      const cut = low + left + (spare * cutAt(`${from}-${to}`)) / 65_536n
      if (time <= middle) [to, high] = [middle, cut - 1n]
      else [from, low] = [middle + 1n, cut]
    }
    return String(low + (toNumber(hash(`id:${digits}`)) % (high - low + 1n)))
  }
}

const toNumber = (bytes: Uint8Array): bigint =>
  bytes.subarray(0, 16).reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n)
