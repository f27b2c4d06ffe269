/** Why a page has no stream of announcements: nobody answers, it is of an earlier run, or only the stream fails. */
export type LinkLoss = 'silent' | 'earlierRun' | 'noStream'

/** Judges by the HTTP status that a command was answered after the stream failed; null for no answer at all. */
export function lossOf(status: number | null): LinkLoss {
  if (status === null) return 'silent'
  return status === 401 ? 'earlierRun' : 'noStream'
}
