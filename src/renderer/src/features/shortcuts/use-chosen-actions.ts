import { useEffect } from 'react'
import { actionOf, type ActionName } from '#shared/actions.ts'
import { useClient } from '../../client/client-context.tsx'
import { notify } from '../../components/notify.ts'
import { useAppState, type AppState } from '../../state/app-state.ts'
import { runAction } from './use-action.ts'
import { afterDialogs, isBehindDialog, isWritten, watchWriting } from './open-dialogs.ts'

const ID = 'chosen-action'

/**
 * Does what was chosen in the desktop's menus, by the handlers that keys have. What cannot be done now is said, as a menu
 * cannot know it.
 */
export function useChosenActions(): void {
  const client = useClient()
  const { dialog } = useAppState()
  useEffect(watchWriting, [])
  useEffect(
    () =>
      client.on(
        'actions.chosen',
        ({ name }) => {
          if (!isBehindDialog()) return act(name)
          leave(dialog, name)
        },
        () => undefined
      ),
    [client, dialog]
  )
}

/** Closes what is open and then acts, unless something that was written would be lost. */
function leave(dialog: AppState['dialog'], name: ActionName): void {
  const refuse = (why: string) =>
    notify.news(
      'Close the open dialog first',
      `${why} Then choose “${actionOf(name).text}” again.`,
      undefined,
      ID
    )
  if (dialog.getSnapshot() === 'editor' || isWritten()) return refuse('What you wrote in it would be lost.')
  dialog.set(null)
  afterDialogs((isClear) => (isClear ? act(name) : refuse('It waits for your answer.')))
}

function act(name: ActionName): void {
  if (runAction(name)) return
  const { text, group } = actionOf(name)
  const missing = group === 'Event' ? 'Select an event in the timeline first.' : 'It has nothing to act on.'
  notify.news(`Nothing to do for “${text}”`, missing, undefined, ID)
}
