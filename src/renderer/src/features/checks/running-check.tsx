import { ClipboardCheck } from 'lucide-react'
import { useAppState } from '../../state/app-state.ts'
import { useStore } from '../../state/store.ts'
import line from '../frame/status-line.module.css'
import { choose } from './check-choices.ts'

/** The check under way, on the status line; a press shows it. */
export function RunningCheck() {
  const { checks, dialog } = useAppState()
  const check = useStore(checks).value?.find(({ state }) => state === 'running')
  if (!check) return null
  const done = check.results.filter(({ outcome }) => outcome !== 'waiting' && outcome !== 'running').length
  return (
    <button
      type="button"
      className={line['link']}
      aria-haspopup="dialog"
      onClick={() => {
        choose({ shown: check.id })
        dialog.set('checks')
      }}
    >
      <ClipboardCheck size={12} strokeWidth={2.25} aria-hidden />
      <span className={line['word']}>
        Checking the handler, {done} of {check.results.length}
      </span>
    </button>
  )
}
