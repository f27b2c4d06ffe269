import { Forward, TriangleAlert } from 'lucide-react'
import { Button } from '../../components/button.tsx'
import { ForwardSwitch } from './forward-switch.tsx'
import styles from './forward-switch.module.css'
import { shortUrl, useForward } from './use-forward.ts'

/** Turns forwarding of the first endpoint on and off, and shows where to. */
export function ForwardControl() {
  const forward = useForward()
  if (!forward) return null
  const { endpoint, targets, word, trouble, title, show } = forward
  const [target] = targets
  if (target === undefined) {
    return (
      <Button look="ghost" title="Hand each event on to your app the moment it arrives" onClick={show}>
        <Forward size={15} aria-hidden />
        <span className={styles['text']}>Forward</span>
      </Button>
    )
  }
  return (
    <section className={styles['control']} aria-label="Forwarding">
      <ForwardSwitch endpoint={endpoint} label={word} />
      <Button look="ghost" size="small" className={styles['target']} title={title} onClick={show}>
        {trouble ? (
          <span className={styles['trouble']}>
            <TriangleAlert size={13} aria-hidden />
            {trouble.status ?? 'Failed'}
          </span>
        ) : (
          <Forward size={13} aria-hidden />
        )}
        <code>
          <bdi>{shortUrl(target)}</bdi>
        </code>
        {targets.length > 1 && <span>+{targets.length - 1}</span>}
      </Button>
    </section>
  )
}
