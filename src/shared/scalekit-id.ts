/**
 * Scalekit ids end in a 63-bit Sonyflake number: 10 ms ticks since 2024-01-01 UTC, an 8-bit sequence and a
 * 16-bit machine. Observed on real ids, promised nowhere: a heuristic, and so only ever shown or used as one.
 */
const EPOCH_MS = 1_704_067_200_000n
const TICK_MS = 10n
const LOW_BITS = 24n

/** When an id such as `evt_112860252189230263` was made, in ms UTC; null when it does not end in such a number. */
export function timeOfScalekitId(id: string): number | null {
  const digits = /_(\d{15,19})$/.exec(id)?.[1]
  if (digits === undefined) return null
  return Number(EPOCH_MS + (BigInt(digits) >> LOW_BITS) * TICK_MS)
}

/** An id of that prefix made at that time. `low` (0 to 2^24-1) stands for sequence and machine. */
export function makeScalekitId(prefix: string, timeMs: number, low: number): string {
  const ticks = (BigInt(timeMs) - EPOCH_MS) / TICK_MS
  return `${prefix}_${(ticks << LOW_BITS) + BigInt(low)}`
}
