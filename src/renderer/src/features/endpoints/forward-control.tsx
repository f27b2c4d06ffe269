import { Forward, TriangleAlert } from 'lucide-react'
import { Button } from '../../components/button.tsx'
import { plural } from '../../lib/format-count.ts'
import { useAppState } from '../../state/app-state.ts'
import { useStore } from '../../state/store.ts'
import { showEndpoint } from './endpoints-view.ts'
import { forwardCounts, isAccepted, useForwardCounting, type ForwardCount } from './forward-counts.ts'
import { ForwardSwitch } from './forward-switch.tsx'
import styles from './forward-switch.module.css'
import { useEndpoints } from './use-endpoints.ts'
import { useForwardTargets } from './use-forward-targets.ts'

/** Turns forwarding of the first endpoint on and off, and shows where to. */
export function ForwardControl() {
  useForwardCounting()
  const state = useAppState()
  const first = useEndpoints()[0]
  const { own, ofThisRun } = useForwardTargets(first)
  const counts = useStore(forwardCounts)
  const targets = [...own, ...ofThisRun]
  const [target] = targets
  if (!first) return null
  const show = () => showEndpoint(state, { id: first.id, section: 'forwarding' })
  if (target === undefined) {
    return (
      <Button look="ghost" title="Hand each event on to your app the moment it arrives" onClick={show}>
        <Forward size={15} aria-hidden />
        <span className={styles['text']}>Forward</span>
      </Button>
    )
  }
  const ended = targets.flatMap((url) => counts.get(url) ?? [])
  const trouble = ended.find(({ last }) => !isAccepted(last)) ?? null
  const title = ['Forwarding to', ...targets, sayEnded(ended)].join('\n')
  return (
    <section className={styles['control']} aria-label="Forwarding">
      <ForwardSwitch endpoint={first} label={first.forwarding.isPaused ? 'Forward paused' : 'Forward'} />
      <Button look="ghost" size="small" className={styles['target']} title={title} onClick={show}>
        {trouble ? (
          <span className={styles['trouble']}>
            <TriangleAlert size={13} aria-hidden />
            {trouble.last.status ?? 'Failed'}
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

const shortUrl = (url: string): string => url.replace(/^https?:\/\//, '').replace(/\/$/, '')

function sayEnded(counts: readonly ForwardCount[]): string {
  const sum = (pick: (count: ForwardCount) => number) => counts.reduce((total, one) => total + pick(one), 0)
  const other = sum(({ refused, failed }) => refused + failed)
  const accepted = sum((one) => one.accepted)
  if (accepted + other === 0) return 'Nothing was handed on since this page was opened.'
  return `Since this page was opened: ${plural(accepted, 'forward')} answered 2xx, ${other} not.`
}
