import type { Delivery } from '#shared/models.ts'
import { Button } from '../../components/button.tsx'
import { Notice } from '../../components/notice.tsx'
import { useAppState } from '../../state/app-state.ts'
import { showEndpoint } from '../endpoints/endpoints-view.ts'
import { useEndpoints } from '../endpoints/use-endpoints.ts'
import styles from './delivery.module.css'

/** What an interceptor call was answered. */
export function InterceptorAnswer({ delivery }: { readonly delivery: Delivery }) {
  const { status, decision, endpointId } = delivery
  const state = useAppState()
  const endpoint = useEndpoints().find(({ id }) => id === endpointId)
  return (
    <Notice>
      <p>
        {status === null && 'The caller hung up before an answer.'}
        {status !== null && decision === null && (
          <>Answered {status} without a decision: the interceptor's failure policy decided.</>
        )}
        {status !== null && decision !== null && (
          <>
            Answered <b>{decision}</b>.
          </>
        )}
      </p>
      {endpoint && (
        <Button
          size="small"
          className={styles['fix']}
          onClick={() => showEndpoint(state, { id: endpointId, section: 'decisions' })}
        >
          Change the decision
        </Button>
      )}
    </Notice>
  )
}
