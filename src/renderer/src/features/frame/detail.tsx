import { useEffect } from 'react'
import { isDeliveryId } from '#shared/delivery-id.ts'
import { useAppState } from '../../state/app-state.ts'
import { useStore } from '../../state/store.ts'
import { DeliveryPane } from '../delivery/delivery-pane.tsx'
import { EntityPane } from '../entity/entity-pane.tsx'
import { EventPane } from '../event/event-pane.tsx'
import { NoSelection } from '../event/no-selection.tsx'
import { Guide } from '../guide/guide.tsx'
import { useGuide } from '../guide/use-guide.ts'
import styles from './app.module.css'
import { keepKeyboard } from './panes.ts'

/** What is selected: an event, a delivery, the page of an entity, or the first steps where it is nothing. */
export function Detail() {
  const { selection, guide } = useAppState()
  const isUndecided = useStore(guide).isOpen === null
  const { view, id, entity } = useStore(selection)
  const { isOpen: isGuide } = useGuide()
  // The page of an entity and its event take each other's place.
  // oxlint-disable-next-line react/exhaustive-effect-dependencies -- that it is another one is the reason
  useEffect(() => keepKeyboard('event'), [entity])
  if (entity !== null) {
    return (
      <section className={styles['detail']} data-pane="event" aria-label="Entity" tabIndex={-1}>
        <EntityPane id={entity} at={id} />
      </section>
    )
  }
  const isEvent = id === null ? view === 'events' || view === 'starred' : !isDeliveryId(id)
  const label = isEvent ? 'Event' : 'Delivery'
  return (
    <section
      className={styles['detail']}
      data-pane="event"
      aria-label={id === null && isGuide ? 'First steps' : label}
      tabIndex={-1}
    >
      {id === null && !isUndecided && (isGuide ? <Guide /> : <NoSelection />)}
      {id !== null && (isEvent ? <EventPane id={id} /> : <DeliveryPane id={id} />)}
    </section>
  )
}
