import type { Delivery } from '#shared/models.ts'
import { Instant } from '../../components/instant.tsx'
import { HeaderTable } from './header-table.tsx'
import styles from './delivery.module.css'
import { statusText } from './verdict.tsx'

/** The request as it came in, without its body. */
export function HeadersTab({ delivery }: { readonly delivery: Delivery }) {
  return (
    <div className={styles['page']}>
      <p className={styles['request']}>
        <code>
          <b>
            <bdi>{delivery.method}</bdi>
          </b>{' '}
          <bdi>{delivery.target}</bdi> HTTP/{delivery.httpVersion}
        </code>
      </p>
      <p className={styles['facts']}>
        <Instant at={delivery.receivedAt} /> · from {delivery.remoteAddress ?? 'an unknown address'} ·{' '}
        {statusText(delivery.status).toLowerCase()}
      </p>
      <HeaderTable label="Headers" headers={delivery.headers} />
      {delivery.trailers.length > 0 && (
        <>
          <h3 className={styles['heading']}>Trailers</h3>
          <HeaderTable label="Trailers" headers={delivery.trailers} />
        </>
      )}
    </div>
  )
}
