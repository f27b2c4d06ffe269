import { History, NotebookPen, Star, Trash2 } from 'lucide-react'
import { actions } from '#shared/actions.ts'
import type { EventDetail } from '#shared/models.ts'
import { ActionTile, TypeChip } from '../../components/action-tile.tsx'
import { Button } from '../../components/button.tsx'
import { IdButton } from '../../components/id-button.tsx'
import head from '../../components/pane-head.module.css'
import { Tag } from '../../components/tag.tsx'
import { useAppState } from '../../state/app-state.ts'
import { EntityLink } from '../entity/entity-link.tsx'
import { ReplayControl } from '../replay/replay-control.tsx'
import { CopyMenu } from '../sharing/copy-menu.tsx'
import { EventFacts } from './event-facts.tsx'
import { nameOfEvent } from './event-words.ts'
import styles from './event.module.css'

interface EventHeaderProps {
  readonly event: EventDetail
  readonly onStar: () => void
  readonly onNote: () => void
  readonly onDelete: () => void
  readonly onCopy: () => void
}

export function EventHeader({ event, onStar, onNote, onDelete, onCopy }: EventHeaderProps) {
  const { selection } = useAppState()
  const { starred, entityId } = event
  const name = nameOfEvent(event)
  const starTitle = `${starred ? 'Take the star away' : 'Star'} (${actions.star.shown})`
  return (
    <header className={head['head']}>
      <div className={head['title']}>
        <div className={head['heading']}>
          <ActionTile action={event.action} />
          <h2 title={name}>
            {entityId === null ? (
              <bdi>{name}</bdi>
            ) : (
              <EntityLink id={entityId} name={name} at={event.id} isTitle />
            )}
          </h2>
        </div>
        <TypeChip type={event.type} action={event.action} isFull />
        {event.type !== event.canonicalType && (
          <Tag title={`Today's name is ${event.canonicalType}`}>legacy name</Tag>
        )}
        {event.sample && <Tag title="Signed by this app's own sample secret">sample</Tag>}
      </div>
      <div className={head['tools']} role="group" aria-label="Actions">
        {entityId !== null && (
          <Button
            look="ghost"
            size="small"
            title={`History of ${name} (${actions.history.shown})`}
            onClick={() => selection.openEntity(entityId, event.id)}
          >
            <History size={14} aria-hidden />
            History
          </Button>
        )}
        <Button
          look="ghost"
          size="small"
          isIcon
          className={starred ? styles['starred'] : undefined}
          aria-label="Star"
          aria-pressed={starred}
          title={starTitle}
          onClick={onStar}
        >
          <Star size={14} aria-hidden fill={starred ? 'currentColor' : 'none'} />
        </Button>
        <Button
          look="ghost"
          size="small"
          isIcon
          aria-label="Write a note"
          title={`Write a note (${actions.note.shown})`}
          onClick={onNote}
        >
          <NotebookPen size={14} aria-hidden />
        </Button>
        <Button
          look="ghost"
          size="small"
          isIcon
          aria-label="Delete the event"
          title={`Delete the event (${actions.delete.shown})`}
          onClick={onDelete}
        >
          <Trash2 size={14} aria-hidden />
        </Button>
        <CopyMenu eventId={event.id} onCopyPayload={onCopy} />
        <ReplayControl eventId={event.id} receivedAt={event.delivery.receivedAt} />
      </div>
      <p className={head['ids']}>
        {entityId !== null && <IdButton id={entityId} what="the entity id" />}
        <IdButton id={event.id} what="the event id" />
        {event.organizationId !== null && <IdButton id={event.organizationId} what="the organisation id" />}
      </p>
      <EventFacts event={event} />
    </header>
  )
}
