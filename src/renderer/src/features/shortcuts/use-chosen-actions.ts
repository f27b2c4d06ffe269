import { useEffect } from 'react'
import { actionOf } from '#shared/actions.ts'
import { useClient } from '../../client/client-context.tsx'
import { notify } from '../../components/notify.ts'
import { isBehindDialog, runAction } from './use-action.ts'

const ID = 'chosen-action'

/**
 * Does what was chosen in the desktop's menus, by the handlers that keys have. What cannot be done now is said, as a menu
 * cannot know it.
 */
export function useChosenActions(): void {
  const client = useClient()
  useEffect(
    () =>
      client.on(
        'actions.chosen',
        ({ name }) => {
          const { text, group } = actionOf(name)
          if (isBehindDialog()) {
            return notify.news('Close the open dialog first', `Then choose “${text}” again.`, undefined, ID)
          }
          if (runAction(name)) return
          const missing =
            group === 'Event' ? 'Select an event in the timeline first.' : 'It has nothing to act on.'
          notify.news(`Nothing to do for “${text}”`, missing, undefined, ID)
        },
        () => undefined
      ),
    [client]
  )
}
