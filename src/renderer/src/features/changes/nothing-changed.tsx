import { Notice } from '../../components/notice.tsx'

interface NothingChangedProps {
  /** Whether values are written otherwise. */
  readonly isRespelt: boolean
  /** Whether it is compared with the event right before it. */
  readonly isNext: boolean
}

/** Why an event may have been sent although all of it is as before. */
export function NothingChanged({ isRespelt, isNext }: NothingChangedProps) {
  return (
    <Notice tone="info">
      <p>
        <b>Nothing changed</b> but what every event has of its own, like its id and its time
        {isRespelt && ', and the spelling of values'}.
      </p>
      <p>
        {isNext
          ? 'A directory sends an update for what Scalekit does not keep as well, and when it synchronises anew or works out group memberships again.'
          : 'What events between the two may have changed was changed back by then.'}
      </p>
    </Notice>
  )
}
