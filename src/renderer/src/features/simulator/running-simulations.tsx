import { FlaskConical } from 'lucide-react'
import { formatCount, plural } from '../../lib/format-count.ts'
import { useAppState } from '../../state/app-state.ts'
import { useStore } from '../../state/store.ts'
import line from '../frame/status-line.module.css'
import { choose } from './choices.ts'
import { StopButton } from './run-line.tsx'
import { nameOf, sayRun } from './run-words.ts'

/** What the simulator is sending, on the status line; a press shows it. */
export function RunningSimulations() {
  const { simulations, dialog } = useAppState()
  const running = useStore(simulations).value?.filter(({ state }) => state === 'running') ?? []
  const [run] = running
  if (!run) return null
  const show = () => {
    choose({ section: 'runs' })
    dialog.set('simulator')
  }
  return (
    <>
      <button
        type="button"
        className={line['link']}
        title={`${nameOf(run)}: ${sayRun(run)}`}
        aria-haspopup="dialog"
        onClick={show}
      >
        <FlaskConical size={12} strokeWidth={2.25} aria-hidden />
        <span className={line['word']}>
          {running.length === 1
            ? `Simulating ${formatCount(run.sent)} of ${formatCount(run.total)}`
            : plural(running.length, 'simulation')}
        </span>
      </button>
      {running.length === 1 && <StopButton run={run} isPlain />}
    </>
  )
}
