import type { EventSummary } from '#shared/models.ts'
import { useAppState } from '../../state/app-state.ts'
import { useMark } from '../changes/use-compare.ts'
import { openEditor } from '../editor/edited-event.ts'
import { replayForm, useReplay } from '../replay/use-replay.ts'
import { useAction } from '../shortcuts/use-action.ts'
import { useCopyPayload } from './use-copy-payload.ts'
import { useStar } from './use-star.ts'

/**
 * The keys that do something with the selected event, wherever that is known: its row says enough for them, so that
 * none is lost before its pane has been read. `find` returns what it knows of the event with that id.
 */
export function useEventKeys(find: (id: string) => EventSummary | undefined): void {
  const { selection, dialog } = useAppState()
  const copyPayload = useCopyPayload()
  const star = useStar()
  const mark = useMark()
  const replay = useReplay()
  const onEvent = (act: (event: EventSummary) => void | false) => () => {
    const { id } = selection.getSnapshot()
    const event = id === null ? undefined : find(id)
    return event ? act(event) : false
  }
  useAction('star', onEvent(star))
  useAction('mark', onEvent(mark))
  useAction(
    'replay',
    onEvent(({ id }) => replay(id))
  )
  useAction(
    'edit',
    onEvent(({ id }) => {
      replayForm.set(null)
      openEditor(dialog, id)
    })
  )
  useAction(
    'changes',
    onEvent(() => selection.openTab('changes'))
  )
  useAction(
    'mapping',
    onEvent(() => selection.openTab('mapping'))
  )
  useAction(
    'history',
    onEvent(({ id, entityId }) => {
      if (entityId === null || selection.getSnapshot().entity !== null) return false
      return selection.openEntity(entityId, id)
    })
  )
  useAction(
    'copyPayload',
    onEvent(({ id }) => copyPayload(id))
  )
}
