import { Button } from '../../components/button.tsx'
import { useAppState } from '../../state/app-state.ts'
import { showReplays } from './replays-view.ts'

/** The way from an attempt to the replay that it was part of. */
export function ReplayLink({ replayId }: { readonly replayId: string }) {
  const state = useAppState()
  return (
    <Button size="small" onClick={() => showReplays(state, { show: 'replay', id: replayId })}>
      Show the replay
    </Button>
  )
}
