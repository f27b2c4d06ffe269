/** What the store does when nobody waits for it. */
export interface QuietTasks {
  /** One slice of work. True while there is more. */
  tidy(isQuiet: boolean): boolean
  checkpoint(): void
}

/** After so long without a message the store counts as quiet. */
const QUIET_AFTER_MS = 30
/** How long deliveries go first between two slices while they keep coming. */
const BUSY_PAUSE_MS = 25
const CHECKPOINT_AFTER_MS = 250
/** How often it looks for what has become due by the clock alone. */
const LOOK_EVERY_MS = 60_000

/**
 * Runs slices of work between messages: one after the other in quiet moments, small ones now and then while
 * deliveries keep coming, so that they never wait long and the work never waits for ever.
 */
export function createQuietWork(tasks: QuietTasks, reportFailure: (error: unknown) => void) {
  let lastMessage = performance.now()
  let timer: NodeJS.Timeout | undefined
  let checkpoint: NodeJS.Timeout | undefined

  const later = (ms: number) => {
    timer ??= setTimeout(slice, ms)
  }
  const guarded = (work: () => boolean): boolean => {
    try {
      return work()
    } catch (error) {
      reportFailure(error) // A full disk, say: the next message or minute tries again.
      return false
    }
  }
  const slice = () => {
    timer = undefined
    const isQuiet = performance.now() - lastMessage >= QUIET_AFTER_MS
    if (guarded(() => tasks.tidy(isQuiet))) later(isQuiet ? 0 : BUSY_PAUSE_MS)
  }
  const look = setInterval(() => later(0), LOOK_EVERY_MS)
  later(QUIET_AFTER_MS)

  return {
    /** Call it after each run of messages. */
    noteMessages(): void {
      lastMessage = performance.now()
      later(QUIET_AFTER_MS)
      clearTimeout(checkpoint)
      checkpoint = setTimeout(
        () =>
          guarded(() => {
            tasks.checkpoint()
            return false
          }),
        CHECKPOINT_AFTER_MS
      )
    },
    stop(): void {
      clearTimeout(timer)
      clearTimeout(checkpoint)
      clearInterval(look)
    }
  }
}
