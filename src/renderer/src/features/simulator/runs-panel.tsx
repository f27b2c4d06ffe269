import { Instant } from '../../components/instant.tsx'
import { Notice } from '../../components/notice.tsx'
import { Waiting } from '../../components/waiting.tsx'
import { useAppState } from '../../state/app-state.ts'
import { useStore } from '../../state/store.ts'
import { RunLine } from './run-line.tsx'
import { nameOf } from './run-words.ts'
import styles from './simulator.module.css'

/** What was sent in this run of the app, and is being sent. */
export function RunsPanel() {
  const { simulations } = useAppState()
  const { value, error } = useStore(simulations)
  if (!value) return error === null ? <Waiting what="what was sent" /> : <Notice tone="bad">{error}</Notice>
  return (
    <div className={styles['panel']}>
      {error !== null && <Notice tone="warn">{error} What is shown was read before.</Notice>}
      {value.length === 0 && (
        <p className={styles['hint']}>
          Nothing was simulated since the app was started. What you send under Events, Stories and Load is
          listed here.
        </p>
      )}
      <ul className={styles['stories']}>
        {value.map((run) => (
          <li key={run.id} className={styles['story']}>
            <div className={styles['runHead']}>
              <h3>{nameOf(run)}</h3>
              <span className={styles['faint']}>
                {run.entrance === 'public' && 'through the public URL · '}
                <Instant at={run.startedAt} />
              </span>
            </div>
            <RunLine run={run} />
          </li>
        ))}
      </ul>
    </div>
  )
}
