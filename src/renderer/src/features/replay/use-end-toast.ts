import { useEffect } from 'react'
import { useClient } from '../../client/client-context.tsx'
import { notify } from '../../components/notify.ts'
import { formatCount } from '../../lib/format-count.ts'
import { useAppState } from '../../state/app-state.ts'
import { sayReplay } from './replay-words.ts'
import { showReplays } from './replays-view.ts'

/** Tells of the end of a replay of many to someone who has gone on to something else. */
export function useEndToast(): void {
  const client = useClient()
  const state = useAppState()
  useEffect(() => {
    const running = new Set<string>()
    return client.on(
      'replays.changed',
      ({ upserted }) => {
        for (const replay of upserted) {
          const { id, total, accepted } = replay
          if (replay.state === 'running') running.add(id)
          const isNews = replay.state === 'done' && running.delete(id) && total > 1
          if (!isNews || state.dialog.getSnapshot() === 'replays') continue
          const tell = accepted === total ? notify.done : notify.failed
          const show = () => showReplays(state, { show: 'replay', id })
          const title = `Replayed, ${formatCount(accepted)} of ${formatCount(total)} accepted`
          tell(title, sayReplay(replay), { text: 'Show', run: show }, id)
        }
      },
      () => undefined
    )
  }, [client, state])
}
