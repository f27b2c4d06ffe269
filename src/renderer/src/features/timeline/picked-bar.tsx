import {
  Download,
  ListChecks,
  RotateCw,
  Share2,
  Star,
  StarOff,
  Trash2,
  X,
  type LucideIcon
} from 'lucide-react'
import { useState } from 'react'
import { actions } from '#shared/actions.ts'
import { useClient } from '../../client/client-context.tsx'
import { Button } from '../../components/button.tsx'
import { ConfirmWhen } from '../../components/confirm.tsx'
import { notify } from '../../components/notify.ts'
import { Tip } from '../../components/tip.tsx'
import { formatCount, plural } from '../../lib/format-count.ts'
import { useAppState } from '../../state/app-state.ts'
import { showReplays } from '../replay/replays-view.ts'
import { useEventCount } from '../replay/use-event-count.ts'
import { openShare } from '../sharing/share-view.ts'
import { useAction } from '../shortcuts/use-action.ts'
import { picked, queryOf, sourceOf, type Picked } from './picked.ts'
import styles from './timeline.module.css'
import { useDeletePicked } from './use-delete.ts'

/** What can be done with the events that are picked, and how many they are. The keys for one event do it with all of them. */
export function PickedBar({ picked: now }: { readonly picked: Exclude<Picked, null> }) {
  const client = useClient()
  const state = useAppState()
  const remove = useDeletePicked()
  const [isAsking, setIsAsking] = useState(false)
  const ids = now.kind === 'range' ? now.ids : null
  const query = queryOf(now)
  const counted = useEventCount(ids === null ? query : null)
  const events = ids ? plural(ids.length, 'event') : sayCount(counted)
  const source = sourceOf(now)

  const replay = () => showReplays(state, { show: 'draft', source })
  const share = () => openShare(state, source)
  /** In the list of starred events there is nothing else to do with stars. */
  const isStarred = now.query.includes('is:starred')
  const star = () =>
    void notify.whenFailed('Could not change the stars', async () => {
      const starred = !isStarred
      const { changed } = await client.call(
        'events.star',
        ids ? { ids: [...ids], starred } : { query, starred }
      )
      notify.done(`${starred ? 'Starred' : 'Took the star from'} ${plural(changed, 'event')}`)
    })
  // What can be counted by hand comes back by Undo; of more, the number is worth a question.
  const ask = () => (ids ? void remove(now) : setIsAsking(true))
  const exportThem = () => {
    void state.transfers.export(query)
    state.dialog.set('export')
  }
  // The pane of the selected event, which offers the same, may come later.
  useAction('replay', replay, true)
  useAction('share', share, true)
  useAction('star', star, true)
  useAction('delete', ask, true)
  const starText = isStarred ? 'Take the stars away' : 'Star'
  return (
    <div className={styles['many']} role="group" aria-label="What is picked">
      <span role="status">
        <ListChecks size={13} aria-hidden />
        {events} picked
      </span>
      <Button size="small" onClick={replay}>
        <RotateCw size={13} aria-hidden />
        Replay…
      </Button>
      <Button size="small" onClick={share}>
        <Share2 size={13} aria-hidden />
        Share…
      </Button>
      <Tool icon={isStarred ? StarOff : Star} text={starText} shortcut={actions.star.shown} onPress={star} />
      <Tool icon={Download} text="Export…" onPress={exportThem} />
      <Tool icon={Trash2} text="Delete" shortcut={actions.delete.shown} onPress={ask} />
      <Tool icon={X} text="Pick none" shortcut={actions.back.shown} onPress={() => picked.set(null)} />
      <ConfirmWhen
        isAsking={isAsking}
        onClose={() => setIsAsking(false)}
        title={`Delete ${events}?`}
        description="With all their deliveries, starred ones too. It can be undone for ten minutes, as long as the app runs."
        action="Delete"
        refusal="Keep them"
        onConfirm={() => void remove(now)}
      />
    </div>
  )
}

function sayCount({ count, isExact, isCounting }: ReturnType<typeof useEventCount>): string {
  if (isExact) return plural(count, 'event')
  return isCounting ? `${formatCount(count)}… events` : `More than ${plural(count, 'event')}`
}

interface ToolProps {
  readonly icon: LucideIcon
  readonly text: string
  readonly shortcut?: string
  readonly onPress: () => void
}

const Tool = ({ icon: Icon, text, shortcut, onPress }: ToolProps) => (
  <Tip text={text} shortcut={shortcut}>
    <Button look="ghost" size="small" isIcon aria-label={text} onClick={onPress}>
      <Icon size={13} aria-hidden />
    </Button>
  </Tip>
)
