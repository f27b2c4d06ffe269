import { RefreshCw } from 'lucide-react'
import { useState } from 'react'
import type { Delivery } from '#shared/models.ts'
import { useClient } from '../../client/client-context.tsx'
import { Button } from '../../components/button.tsx'
import { notify } from '../../components/notify.ts'
import styles from './delivery.module.css'

interface CheckAgainProps {
  readonly delivery: Delivery
  /** Whether nothing else is to be done. */
  readonly isWhatMends: boolean
  readonly onChecked: (delivery: Delivery) => void
}

/** Judges a delivery by the secrets that are known now, and says what came of it. */
export function CheckAgain({ delivery, isWhatMends, onChecked }: CheckAgainProps) {
  const client = useClient()
  const [isChecking, setIsChecking] = useState(false)
  const [outcome, setOutcome] = useState('')
  const check = async () => {
    setIsChecking(true)
    setOutcome('')
    await notify.whenFailed('Could not check the delivery again', async () => {
      const checked = await client.call('deliveries.check', { id: delivery.id })
      setOutcome(outcomeOf(delivery, checked))
      onChecked(checked)
    })
    setIsChecking(false)
  }
  return (
    <div className={styles['again']}>
      <Button
        look={isWhatMends ? 'primary' : 'normal'}
        size="small"
        aria-disabled={isChecking}
        onClick={() => void (isChecking || check())}
      >
        <RefreshCw size={13} aria-hidden />
        Check again
      </Button>
      <span role="status">{isChecking ? 'Checking…' : outcome}</span>
    </div>
  )
}

function outcomeOf(before: Delivery, after: Delivery): string {
  if (after.verdict === 'verified') return 'It is verified now.'
  const isSame = before.explanation.headline === after.explanation.headline
  return isSame
    ? 'Checked with the secrets stored now: the cause is the same.'
    : 'The cause is another one now.'
}
