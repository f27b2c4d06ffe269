import type { Delivery } from '#shared/models.ts'
import { Button } from '../../components/button.tsx'
import { Notice } from '../../components/notice.tsx'
import { useAppState } from '../../state/app-state.ts'
import { useEndpoints } from '../endpoints/use-endpoints.ts'
import styles from './delivery.module.css'

/** What an interceptor call was answered. Its body is not kept: it follows from the endpoint's setting. */
export function InterceptorAnswer({ delivery }: { readonly delivery: Delivery }) {
  const { dialog } = useAppState()
  const endpoint = useEndpoints().find(({ id }) => id === delivery.endpointId)
  const trigger = delivery.triggerPoint
  const decision = (trigger !== null && endpoint?.decisions[trigger]?.decision) || 'ALLOW'
  return (
    <Notice>
      <p>
        {delivery.status === null && 'The caller hung up before an answer.'}
        {delivery.status !== null && delivery.status !== 200 && (
          <>Answered {delivery.status} without a decision: the interceptor's failure policy decided.</>
        )}
        {delivery.status === 200 && (
          <>
            Answered 200 with the decision for {trigger === null ? 'this trigger' : <code>{trigger}</code>},
            which is <b>{decision}</b> at present.
          </>
        )}
      </p>
      {endpoint && (
        <Button size="small" className={styles['fix']} onClick={() => dialog.set('endpoints')}>
          Change the decision
        </Button>
      )}
    </Notice>
  )
}
