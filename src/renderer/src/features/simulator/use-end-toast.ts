import { useEffect } from 'react'
import { useClient } from '../../client/client-context.tsx'
import { notify } from '../../components/notify.ts'
import { useAppState } from '../../state/app-state.ts'
import { choose } from './choices.ts'
import { isFailed, nameOf, sayRun } from './run-words.ts'

/** Tells of the end of a simulation to someone who has gone on to something else. */
export function useEndToast(): void {
  const client = useClient()
  const { dialog } = useAppState()
  useEffect(
    () =>
      client.on(
        'simulator.changed',
        ({ upserted }) => {
          for (const run of upserted) {
            if (run.state === 'running' || dialog.getSnapshot() === 'simulator') continue
            const tell = isFailed(run) ? notify.failed : notify.done
            const show = () => {
              choose({ section: 'runs' })
              dialog.set('simulator')
            }
            tell(nameOf(run), sayRun(run), { text: 'Show', run: show }, run.id)
          }
        },
        () => undefined
      ),
    [client, dialog]
  )
}
