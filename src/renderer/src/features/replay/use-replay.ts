import type { Attempt } from '#shared/models.ts'
import { useClient } from '../../client/client-context.tsx'
import { notify, type ToastAction } from '../../components/notify.ts'
import { formatDuration } from '../../lib/format-time.ts'
import { useAppState } from '../../state/app-state.ts'
import { createStore } from '../../state/store.ts'
import { sayReplay } from './replay-words.ts'
import { pendingReplays, replayKey, runReplay } from './run-replay.ts'

/** The event whose replay is being set up; it may still have to be read. */
export const replayForm = createStore<string | null>(null)

/** Replays an event to that target and tells the outcome. */
export function useReplayTo(): (eventId: string, target: string) => void {
  const client = useClient()
  const { settings, selection, replayOptions } = useAppState()
  return (eventId, target) => {
    if (pendingReplays.getSnapshot().has(replayKey(eventId, target))) return
    replayForm.set(null)
    const work = async () => {
      if (target !== settings.getSnapshot().value?.replayTarget) {
        await client.call('settings.set', { replayTarget: target })
      }
      const attempt = await runReplay(client, { eventId, target, ...replayOptions.getSnapshot() })
      const { view, id, tab } = selection.getSnapshot()
      // There the outcome is to be seen already.
      if (view === 'events' && id === eventId && tab === 'replays') return
      const replay = await client.call('replays.get', { id: attempt.replayId ?? '' })
      tellOutcome(attempt, `${sayReplay(replay)}, to ${target}`, {
        text: 'Show',
        run() {
          selection.show('events')
          selection.open(eventId)
          selection.openTab('replays')
        }
      })
    }
    void notify.whenFailed('Could not replay the event', work, toastId)
  }
}

/** Replays an event to the target that was used last; the first time asks where to. */
export function useReplay(): (eventId: string) => void {
  const { settings } = useAppState()
  const replayTo = useReplayTo()
  return (eventId) => {
    const target = settings.getSnapshot().value?.replayTarget ?? null
    if (target === null) replayForm.set(eventId)
    else replayTo(eventId, target)
  }
}

/** One outcome at a time: the next takes the place of the last. */
const toastId = 'replay'

function tellOutcome({ status, durationMs, error }: Attempt, what: string, show: ToastAction): void {
  const took = durationMs === null ? '' : ` in ${formatDuration(durationMs)}`
  if (status === null) notify.failed('The replay failed', error ?? `No answer to ${what}.`, show, toastId)
  else if (status < 300) notify.done(`Replayed, answered ${status}${took}`, what, show, toastId)
  else notify.failed(`The target answered ${status}${took}`, error ?? what, show, toastId)
}
