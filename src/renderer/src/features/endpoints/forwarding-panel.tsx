import type { Endpoint } from '#shared/endpoint-models.ts'
import { Notice } from '../../components/notice.tsx'
import { AddTarget } from './add-target.tsx'
import styles from './endpoints.module.css'
import { ForwardSwitch } from './forward-switch.tsx'
import { ForwardTarget } from './forward-target.tsx'
import { ForwardingForm } from './forwarding-form.tsx'
import { useEndpointChange } from './use-endpoint-change.ts'
import { useForwardTargets } from './use-forward-targets.ts'

/** What `endpoints.set` takes. */
const mostTargets = 20

/** Where the events of an endpoint are handed on to, and how. */
export function ForwardingPanel({ endpoint }: { readonly endpoint: Endpoint }) {
  const { change, error, isBusy } = useEndpointChange(endpoint.id)
  const { own, ofThisRun } = useForwardTargets(endpoint)
  const targets = [...own, ...ofThisRun]
  const { isPaused, mirror } = endpoint.forwarding
  return (
    <div className={styles['panel']}>
      <p className={styles['hint']}>
        Each verified event is handed on to these addresses the moment it arrives, as it was signed.
      </p>
      {targets.length > 0 && (
        <div className={styles['line']}>
          <ForwardSwitch endpoint={endpoint} label={isPaused ? 'Paused' : 'Forwarding'} />
          <span className={styles['hint']}>
            {isPaused
              ? 'Events are stored all the same. What arrives meanwhile is not handed on later; replay it instead.'
              : 'Pausing gives up what still waits to be handed on.'}
          </span>
        </div>
      )}
      {targets.length === 0 ? (
        <p className={styles['hint']}>Nothing is handed on yet.</p>
      ) : (
        <ul className={styles['targets']} aria-label="Forward targets">
          {targets.map((url) => (
            <ForwardTarget
              key={url}
              url={url}
              isMirrored={url === mirror}
              isOfThisRun={!own.includes(url)}
              onRemove={
                isBusy || !own.includes(url)
                  ? null
                  : () => void change({ forwardTargets: own.filter((other) => other !== url) })
              }
            />
          ))}
        </ul>
      )}
      {error !== null && (
        <Notice tone="bad" isAlert>
          {error}
        </Notice>
      )}
      {own.length < mostTargets ? (
        <AddTarget onAdd={(url) => change({ forwardTargets: [...own, url] })} isBusy={isBusy} />
      ) : (
        <Notice>An endpoint has up to {mostTargets} targets. Remove one to add another.</Notice>
      )}
      <ForwardingForm endpoint={endpoint} targets={targets} />
    </div>
  )
}
