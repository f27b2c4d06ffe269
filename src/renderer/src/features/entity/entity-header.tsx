import { ArrowLeft, Trash2, UserX } from 'lucide-react'
import { actions } from '#shared/actions.ts'
import type { Entity } from '#shared/entity-models.ts'
import { Button } from '../../components/button.tsx'
import { IdButton } from '../../components/id-button.tsx'
import { Instant } from '../../components/instant.tsx'
import head from '../../components/pane-head.module.css'
import { Tag } from '../../components/tag.tsx'
import { plural } from '../../lib/format-count.ts'
import { useAppState } from '../../state/app-state.ts'
import { useStore } from '../../state/store.ts'
import { focusPane } from '../frame/panes.ts'
import { EntityLink } from './entity-link.tsx'
import { kindOf, nameOfEntity } from './entity-words.ts'
import styles from './entity.module.css'
import { FilterButton } from './filter-button.tsx'
import { Relatives } from './relatives.tsx'

interface EntityHeaderProps {
  readonly entity: Entity
  /** Whether it is said to be inactive at the point in time. */
  readonly isDeactivated: boolean
}

export function EntityHeader({ entity, isDeactivated }: EntityHeaderProps) {
  const { icon: Icon, word } = kindOf(entity)
  const { id, organizationId, organizationName, events, firstAt, lastAt } = entity
  const name = nameOfEntity(entity)
  return (
    <header className={head['head']}>
      <div className={head['title']}>
        <div className={head['heading']}>
          <span className={styles['tile']}>
            <Icon size={14} aria-hidden />
          </span>
          <h2 title={name}>
            <bdi>{name}</bdi>
          </h2>
        </div>
        <Tag>{word}</Tag>
        {entity.deleted && (
          <Tag tone="bad" icon={Trash2} title="Its latest event says that it was deleted">
            deleted
          </Tag>
        )}
        {isDeactivated && (
          <Tag tone="warn" icon={UserX} title="Its active attribute is false at this point in time">
            deactivated
          </Tag>
        )}
      </div>
      <div className={head['tools']}>
        <BackButton />
        <FilterButton id={id} object={entity.object} />
      </div>
      <p className={head['ids']}>
        <IdButton id={id} what="the entity id" />
        {organizationId !== null && organizationId !== id && (
          <span className={head['fact']}>
            of <EntityLink id={organizationId} name={organizationName ?? organizationId} />
          </span>
        )}
        <span className={head['fact']}>
          {plural(events, 'event')} {events === 1 ? 'at' : 'from'} <Instant at={firstAt} isRough />
          {events > 1 && (
            <>
              {' '}
              to <Instant at={lastAt} isRough />
            </>
          )}
        </span>
      </p>
      <Relatives entity={entity} />
    </header>
  )
}

function BackButton() {
  const { selection } = useAppState()
  const hasEvent = useStore(selection).id !== null
  const back = () => {
    selection.closeEntity()
    if (hasEvent) return
    selection.close()
    focusPane('timeline')
  }
  return (
    <Button size="small" title={`Back (${actions.back.shown})`} onClick={back}>
      <ArrowLeft size={13} aria-hidden />
      {hasEvent ? 'Back to the event' : 'Close'}
    </Button>
  )
}
