import { GitCompareArrows, X } from 'lucide-react'
import { useEffect } from 'react'
import { actions } from '#shared/actions.ts'
import { useClient } from '../../client/client-context.tsx'
import { Button } from '../../components/button.tsx'
import { useAppState } from '../../state/app-state.ts'
import { useStore } from '../../state/store.ts'
import { useAction } from '../shortcuts/use-action.ts'
import styles from './mark-bar.module.css'
import { useCompare } from './use-compare.ts'

/** Says which event is marked for comparison, as long as one is; null where no other one is shown. */
export function MarkBar({ eventId }: { readonly eventId: string | null }) {
  const { mark } = useAppState()
  const marked = useStore(mark)
  return marked && <Bar marked={marked} eventId={eventId} />
}

interface BarProps {
  readonly marked: { readonly id: string; readonly name: string }
  readonly eventId: string | null
}

function Bar({ marked, eventId }: BarProps) {
  const client = useClient()
  const { mark } = useAppState()
  const compare = useCompare()
  const clear = () => mark.set(null)
  useAction('back', clear)
  useEffect(
    () =>
      client.on(
        'events.changed',
        ({ removed }) => {
          if (removed.includes(marked.id)) mark.set(null)
        },
        // A deletion that was missed shows when the mark is used.
        () => {}
      ),
    [client, mark, marked.id]
  )
  const isItself = eventId === marked.id
  return (
    <div className={styles['bar']} role="group" aria-label="Comparison">
      <GitCompareArrows size={14} aria-hidden />
      <p role="status">
        Marked for comparison: <bdi>{marked.name}</bdi>
        {isItself && <span>. Choose another event and press {actions.mark.shown} there.</span>}
      </p>
      {!isItself && eventId !== null && (
        <Button
          size="small"
          look="primary"
          title={`Compare with the event shown (${actions.mark.shown})`}
          onClick={() => compare(marked.id, eventId)}
        >
          Compare
        </Button>
      )}
      <Button size="small" look="ghost" title={`Clear (${actions.back.shown})`} onClick={clear}>
        <X size={13} aria-hidden />
        Clear
      </Button>
    </div>
  )
}
