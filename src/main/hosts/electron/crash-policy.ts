/** What happened to the page: its process ended, or it hung and the user had it ended. */
export type Loss = 'crashed' | 'frozen'

/** `again` as it was, `bare` without what was open, or not at all for now. */
export type Recovery = 'again' | 'bare' | 'stop'

export interface CrashPolicy {
  /** The page shows something else from now on. */
  addressChanged(): void
  lost(how: Loss): Recovery
  /** The user wants it tried once more after a `stop`. */
  forgive(): void
}

/** What is opened may take so long to bring the page down, as where it fills the memory. */
const SUSPECT_MS = 30_000
const LOOP = { crashes: 3, withinMs: 60_000 } as const

/**
 * Decides how the page comes back. What it shows is suspect if it was opened shortly before, and after a freeze in any
 * case, since nothing can be opened in a frozen page. A page that was brought back counts as opened anew: so whatever
 * makes it crash at once is left out the second time at the latest.
 */
export function createCrashPolicy(now: () => number): CrashPolicy {
  let changedAt = now()
  let crashes: readonly number[] = []
  return {
    addressChanged() {
      changedAt = now()
    },
    lost(how) {
      const at = now()
      const isSuspect = how === 'frozen' || at - changedAt <= SUSPECT_MS
      changedAt = at
      // Having it ended was the user's decision; it makes no loop.
      if (how === 'frozen') return 'bare'
      crashes = [...crashes.filter((earlier) => at - earlier < LOOP.withinMs), at]
      if (crashes.length >= LOOP.crashes) return 'stop'
      return isSuspect ? 'bare' : 'again'
    },
    forgive() {
      crashes = []
    }
  }
}
