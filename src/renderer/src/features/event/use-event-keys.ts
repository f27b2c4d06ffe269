import type { EventSummary } from '#shared/models.ts'
import { useAppState } from '../../state/app-state.ts'
import { useMark } from '../changes/use-compare.ts'
import { useReplay } from '../replay/use-replay.ts'
import { useShortcut } from '../shortcuts/use-shortcuts.ts'
import { useCopyPayload } from './use-copy-payload.ts'
import { useStar } from './use-star.ts'

/**
 * The keys that do something with the selected event, wherever that is known: its row says enough for them, so that
 * none is lost before its pane has been read. `find` returns what it knows of the event with that id.
 */
export function useEventKeys(find: (id: string) => EventSummary | undefined): void {
  const { selection } = useAppState()
  const copyPayload = useCopyPayload()
  const star = useStar()
  const mark = useMark()
  const replay = useReplay()
  const onEvent = (act: (event: EventSummary) => void | false) => () => {
    const { id } = selection.getSnapshot()
    const event = id === null ? undefined : find(id)
    return event ? act(event) : false
  }
  useShortcut('star', onEvent(star))
  useShortcut('mark', onEvent(mark))
  useShortcut(
    'replay',
    onEvent(({ id }) => replay(id))
  )
  useShortcut(
    'changes',
    onEvent(() => selection.openTab('changes'))
  )
  useShortcut(
    'mapping',
    onEvent(() => selection.openTab('mapping'))
  )
  useShortcut(
    'history',
    onEvent(({ id, entityId }) => {
      if (entityId === null || selection.getSnapshot().entity !== null) return false
      return selection.openEntity(entityId, id)
    })
  )
  useShortcut(
    'copyPayload',
    onEvent(({ id }) => copyPayload(id))
  )
}
