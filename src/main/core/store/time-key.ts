/**
 * Row numbers of deliveries are times: milliseconds since 2024, a thousand numbers each. So the order of the
 * rows is the order of receipt, a span of time is a range of rows, and what is imported finds its place.
 */
const EPOCH = Date.UTC(2024, 0, 1)
const PER_MS = 1_000

/** The first number of a millisecond. Clocks that are set before 2024 share the beginning. */
export const timeKey = (ms: number): number => Math.max(1, (Math.floor(ms) - EPOCH) * PER_MS)

/** The number after `last` that is no earlier than its time: grows also while the clock jumps back. */
export const nextTimeKey = (last: number, ms: number): number => Math.max(last + 1, timeKey(ms))

/** By so much numbers may run ahead of their times unnoticed: a second, or a million deliveries at once. */
export const USUALLY_AHEAD = 1_000 * PER_MS

/**
 * A number that no row from before that time reaches, although numbers run ahead of the clock where it
 * jumped back, by `ahead` at most.
 */
export const latestKey = (ms: number, ahead: number): number => timeKey(ms) + Math.max(ahead, USUALLY_AHEAD)
