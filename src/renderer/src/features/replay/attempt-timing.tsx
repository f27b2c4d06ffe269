import type { Attempt } from '#shared/models.ts'
import { formatDuration } from '../../lib/format-time.ts'
import styles from './timing.module.css'
import { phasesOf } from './phases.ts'

/** Where the time of an attempt went, as a bar and in words. */
export function AttemptTiming({ attempt }: { readonly attempt: Attempt }) {
  const phases = phasesOf(attempt)
  if (phases.length === 0) return null
  return (
    <section aria-label="Timing" className={styles['timing']}>
      <div className={styles['bar']} aria-hidden>
        {phases.map(({ name, ms }) => (
          <span key={name} className={styles[name]} style={{ flexGrow: Math.max(ms, 0.01) }} />
        ))}
      </div>
      <ul>
        {phases.map(({ name, words, ms }) => (
          <li key={name} className={styles[name]}>
            {words} <b>{formatDuration(ms)}</b>
          </li>
        ))}
      </ul>
    </section>
  )
}
