import { Zap } from 'lucide-react'
import type { Endpoint, Failure } from '#shared/endpoint-models.ts'
import { useClient } from '../../client/client-context.tsx'
import { Button } from '../../components/button.tsx'
import { notify } from '../../components/notify.ts'
import { useAppState } from '../../state/app-state.ts'
import styles from './armed-failures.module.css'
import { showEndpoint } from './endpoints-view.ts'
import { sayConsequence, sayFailure, sayFailureShort } from './failure-words.ts'
import { useEndpoints } from './use-endpoints.ts'

/** Failures that are armed, wherever the reader is; nothing as a rule. */
export function ArmedFailures() {
  const endpoints = useEndpoints()
  return endpoints.map((endpoint) =>
    endpoint.failure === null ? null : (
      <Armed
        key={endpoint.id}
        endpoint={endpoint}
        failure={endpoint.failure}
        isNamed={endpoints.length > 1}
      />
    )
  )
}

interface ArmedProps {
  readonly endpoint: Endpoint
  readonly failure: Failure
  readonly isNamed: boolean
}

function Armed({ endpoint: { id, name }, failure, isNamed }: ArmedProps) {
  const client = useClient()
  const state = useAppState()
  const disarm = () =>
    void notify.whenFailed('Could not disarm the failure', () =>
      client.call('endpoints.set', { id, failure: null })
    )
  const where = isNamed ? ` at ${name}` : ''
  return (
    <span className={styles['armed']} role="status">
      <Zap size={13} strokeWidth={2.25} aria-hidden />
      <button
        type="button"
        title={`${sayFailure(failure)} ${sayConsequence(failure)}`}
        onClick={() => showEndpoint(state, { id, section: 'failures' })}
      >
        <b>Failure armed{where}</b> <span>{sayFailureShort(failure)}</span>
      </button>
      <Button
        size="small"
        className={styles['disarm']}
        aria-label={`Disarm the failure${where}`}
        onClick={disarm}
      >
        Disarm
      </Button>
    </span>
  )
}
