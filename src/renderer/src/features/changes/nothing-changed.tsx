import type { EventDetail } from '#shared/models.ts'
import { Notice } from '../../components/notice.tsx'

interface NothingChangedProps {
  readonly event: EventDetail
  /** Whether values are written otherwise. */
  readonly isRespelt: boolean
}

/** Why an event may have been sent although all of it is as before. */
export function NothingChanged({ event, isRespelt }: NothingChangedProps) {
  return (
    <Notice tone="info">
      <p>
        <b>Nothing changed</b> but what every event has of its own, like its id and its time
        {isRespelt && ', and the spelling of values'}.
      </p>
      <p>
        {event.deliveryCount > 1
          ? 'It was delivered more than once, so the sender may have repeated it.'
          : 'A directory sends an update for what Scalekit does not keep as well, and when it synchronises anew or works out group memberships again.'}
      </p>
    </Notice>
  )
}
