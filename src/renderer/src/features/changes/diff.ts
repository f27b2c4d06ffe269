import type { CommandOutput } from '#shared/contract.ts'

export type Diff = CommandOutput<'events.diff'>

/** As many unchanged values are listed at most. */
export const mostListed = 5_000
