import { useEffect } from 'react'
import { useClient } from '../../client/client-context.tsx'
import { notify } from '../../components/notify.ts'
import { useAppState } from '../../state/app-state.ts'

/** Says how it ended that the system asked where to save a file. A browser tells that by itself. */
export function useSavedFiles(): void {
  const client = useClient()
  const { transfers } = useAppState()
  useEffect(
    () =>
      client.on(
        'files.saved',
        ({ name, outcome, path }) => {
          if (outcome === 'saved') return notify.done(`Saved ${name}`, path ?? undefined)
          const transfer = transfers.getSnapshot()
          // It says that there is a file by that name, and there is none.
          if (transfer.state === 'exported' && transfer.name === name) transfers.clear()
          if (outcome === 'cancelled') return notify.news(`${name} was not saved`)
          notify.failed(
            `Could not save ${name}`,
            'The disk may be full, or the folder not writable. Save it elsewhere.'
          )
        },
        () => undefined
      ),
    [client, transfers]
  )
}
