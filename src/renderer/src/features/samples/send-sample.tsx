import { Send } from 'lucide-react'
import { Button } from '../../components/button.tsx'
import { Tip } from '../../components/tip.tsx'
import { useAppState } from '../../state/app-state.ts'
import { useStore } from '../../state/store.ts'
import { SamplePicker } from './sample-picker.tsx'
import styles from './send-sample.module.css'
import { useSend } from './use-send.ts'

/** Sends the sample that was chosen last, at one click. */
export function SendSample() {
  const send = useSend()
  const { sample } = useAppState()
  const chosen = useStore(sample)
  return (
    <Button look="primary" onClick={() => send(chosen)}>
      <Send size={14} aria-hidden />
      Send a sample event
    </Button>
  )
}

/** The same, with all types of the catalogue to choose from. */
export function SampleMenu() {
  const send = useSend()
  const { sample } = useAppState()
  const chosen = useStore(sample)
  return (
    <span className={styles['split']}>
      <Tip text={`Send a signed ${chosen.type}`}>
        <Button className={styles['main']} onClick={() => send(chosen)}>
          <Send size={14} aria-hidden />
          Sample
        </Button>
      </Tip>
      <SamplePicker
        onPick={(picked) => {
          sample.set(picked)
          send(picked)
        }}
      />
    </span>
  )
}
