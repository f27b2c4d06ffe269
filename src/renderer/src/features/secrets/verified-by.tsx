import { useState } from 'react'
import type { SecretSummary } from '#shared/models.ts'
import { useClient } from '../../client/client-context.tsx'
import { Disclosure } from '../../components/disclosure.tsx'
import { Instant } from '../../components/instant.tsx'
import { formatCount, plural } from '../../lib/format-count.ts'
import { shortType } from '#shared/short-type.ts'
import { useAppState } from '../../state/app-state.ts'
import { useRead } from '../../state/use-read.ts'
import styles from './secrets.module.css'

const shownCount = 50

/** How many deliveries a secret has verified, and when asked for, which. */
export function VerifiedBy({ secret }: { readonly secret: SecretSummary }) {
  const [isOpen, setIsOpen] = useState(false)
  const { verified, lastVerifiedAt } = secret
  if (verified === 0) return <p>Has verified nothing yet.</p>
  return (
    <Disclosure
      isOpen={isOpen}
      onToggle={setIsOpen}
      summary={
        <span className={styles['verified']}>
          Verified {plural(verified, 'delivery', 'deliveries')}
          {lastVerifiedAt !== null && (
            <>
              , last <Instant at={lastVerifiedAt} />
            </>
          )}
        </span>
      }
    >
      {isOpen && <VerifiedDeliveries secret={secret} />}
    </Disclosure>
  )
}

function VerifiedDeliveries({ secret: { id, verified } }: { readonly secret: SecretSummary }) {
  const client = useClient()
  const { selection, dialog } = useAppState()
  const read = useRead(`verified by ${id} ${verified}`, () =>
    client.call('deliveries.list', { secretId: id, limit: shownCount })
  )
  if (read.status === 'loading') return null
  if (read.status === 'failed') return <p>{read.error}</p>
  const open = (rowId: string) => {
    dialog.set(null)
    selection.open(rowId)
  }
  return (
    <>
      <ul className={styles['deliveries']}>
        {read.value.rows.map((delivery) => (
          <li key={delivery.id}>
            <button type="button" onClick={() => open(delivery.eventId ?? delivery.id)}>
              <Instant at={delivery.receivedAt} />
              <span>{shortType(delivery.claimedType ?? delivery.triggerPoint ?? delivery.target)}</span>
            </button>
          </li>
        ))}
      </ul>
      {read.value.next !== null && <p>The latest {formatCount(shownCount)} are shown.</p>}
    </>
  )
}
