import type { Attempt } from '#shared/models.ts'

export interface Phase {
  readonly name: 'connecting' | 'waiting' | 'reading'
  readonly words: string
  readonly ms: number
}

/** What an attempt spent its time on, as far as it came. */
export function phasesOf({
  connectMs,
  firstByteMs,
  durationMs
}: Pick<Attempt, 'connectMs' | 'firstByteMs' | 'durationMs'>): readonly Phase[] {
  if (durationMs === null) return []
  const connected = connectMs ?? 0
  const answered = firstByteMs ?? durationMs
  const phases: Phase[] = []
  if (connectMs !== null) phases.push({ name: 'connecting', words: 'connecting', ms: connectMs })
  phases.push({
    name: 'waiting',
    words: firstByteMs === null ? 'waiting, without an answer' : 'waiting for the answer',
    ms: Math.max(0, answered - connected)
  })
  if (firstByteMs !== null) {
    phases.push({ name: 'reading', words: 'reading it', ms: Math.max(0, durationMs - firstByteMs) })
  }
  return phases
}
