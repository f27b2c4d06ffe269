import { useAppState } from '../../state/app-state.ts'
import { useStore } from '../../state/store.ts'
import { SendSample } from '../samples/send-sample.tsx'
import styles from './guide.module.css'

export function SampleStep() {
  const { stats } = useAppState()
  const hasEvents = (useStore(stats).value?.events ?? 0) > 0
  return (
    <>
      <p className={styles['text']}>
        {hasEvents
          ? 'It is in the timeline: choose its row to see what changed, the payload, its headers and why its signature holds. Then come back here with G.'
          : 'No account is needed: a sample is signed like Scalekit’s own, sent to the receiver over HTTP, verified and stored for real.'}
      </p>
      <div className={styles['actions']}>
        <SendSample />
      </div>
    </>
  )
}
