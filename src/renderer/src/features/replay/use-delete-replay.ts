import type { Replay } from '#shared/replay-models.ts'
import { useClient } from '../../client/client-context.tsx'
import { notify } from '../../components/notify.ts'
import { useAppState } from '../../state/app-state.ts'
import { replaysView } from './replays-view.ts'
import { sayReplay } from './replay-words.ts'

/** Deletes a replay, shows the one beside it, and offers to undo that. */
export function useDeleteReplay(): (replay: Replay) => void {
  const client = useClient()
  const { replays } = useAppState()
  const undo = (id: string, deletionId: string) =>
    void notify.whenFailed('Could not bring it back', async () => {
      await client.call('deletions.undo', { deletionId })
      replaysView.set({ show: 'replay', id })
    })
  return (replay) =>
    void notify.whenFailed('Could not delete the replay', async () => {
      const { id } = replay
      const rows = replays.getSnapshot().value?.rows ?? []
      const at = rows.findIndex((row) => row.id === id)
      const beside = rows[at + 1] ?? rows[at - 1]
      const { deletionId } = await client.call('replays.delete', { id })
      replaysView.set(beside && at >= 0 ? { show: 'replay', id: beside.id } : null)
      notify.done('Deleted the replay; its attempts stay with their events', sayReplay(replay), {
        text: 'Undo',
        run: () => undo(id, deletionId)
      })
    })
}
