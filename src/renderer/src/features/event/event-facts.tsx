import type { EventDetail } from '#shared/models.ts'
import { Instant } from '../../components/instant.tsx'
import head from '../../components/pane-head.module.css'
import { useEndpointName } from '../endpoints/use-endpoints.ts'
import { EntityLink } from '../entity/entity-link.tsx'
import { delayOf } from './event-words.ts'
import styles from './event.module.css'

/** Whose event it is, when it happened, and when and where it was received. */
export function EventFacts({ event }: { readonly event: EventDetail }) {
  const { occurredAt, firstSeenAt, organizationId, organizationName } = event
  const endpointName = useEndpointName(event.endpointId)
  const delay = delayOf(event)
  return (
    <p className={head['facts']}>
      {organizationId !== null && organizationName !== null && (
        <EntityLink id={organizationId} name={organizationName} at={null} />
      )}
      {occurredAt !== null && (
        <span>
          happened <Instant at={occurredAt} />
        </span>
      )}
      <span>
        received <Instant at={firstSeenAt} />
        {delay !== null && (
          <>
            , <span className={delay.isLong ? styles['delay'] : undefined}>{delay.text}</span>
          </>
        )}
        {endpointName !== null && (
          <>
            {' '}
            at <bdi>{endpointName}</bdi>
          </>
        )}
      </span>
    </p>
  )
}
