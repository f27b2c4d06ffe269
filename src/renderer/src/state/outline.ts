import type { ListMark } from '#shared/total-models.ts'

export interface OutlinePart {
  readonly count: number
  readonly marks: readonly ListMark[]
  readonly next: string | null
}

/** What is known of a whole list: how many rows it has, and where to read on in it. */
export interface Outline {
  readonly marks: readonly ListMark[]
  /** How many rows there were when it was counted; null until it has been counted to its end. */
  readonly count: number | null
}

export const noOutline: Outline = { marks: [], count: null }

/** Between two counts of a list that takes long to count, the core has so many times as long for others. */
const restFactor = 10
const restMs = 1_000
/** What takes longer to count than that stays uncounted: the list then grows as it is read. */
const patienceMs = 30_000

/** Counts a list part by part, one count at a time and with rests between them. */
export function createOutliner(
  read: (before: string | null, signal: AbortSignal) => Promise<OutlinePart>,
  onOutline: (outline: Outline) => void
) {
  let counting: AbortController | null = null
  let timer: ReturnType<typeof setTimeout> | undefined
  let restUntil = 0

  const count = async () => {
    const own = new AbortController()
    counting = own
    const startedAt = performance.now()
    try {
      const marks: ListMark[] = []
      let total = 0
      for (let before: string | null = null; performance.now() - startedAt < patienceMs;) {
        const part = await read(before, own.signal)
        if (counting !== own) return
        for (const mark of part.marks) marks.push({ ...mark, rank: mark.rank + total })
        total += part.count
        before = part.next
        onOutline({ marks: [...marks], count: before === null ? total : null })
        if (before === null) break
      }
    } catch {
      // Uncounted it can be read all the same; reading says what is the matter.
    }
    if (counting !== own) return
    counting = null
    restUntil = performance.now() + Math.max(restMs, restFactor * (performance.now() - startedAt))
  }
  const stop = () => {
    counting = (counting?.abort(), null)
    clearTimeout(timer)
    timer = undefined
  }
  return {
    /** Counts anew, at once or after the rest. */
    ask() {
      if (counting) return
      const waitMs = restUntil - performance.now()
      if (waitMs <= 0) void count()
      else {
        timer ??= setTimeout(() => {
          timer = undefined
          void count()
        }, waitMs)
      }
    },
    stop
  }
}
