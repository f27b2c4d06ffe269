import { useState } from 'react'
import type { WayIn } from '#shared/listening-models.ts'
import { Button } from '../../components/button.tsx'
import { DialogActions } from '../../components/dialog.tsx'
import { Pick } from '../../components/pick.tsx'
import { useAppState } from '../../state/app-state.ts'
import { useStore } from '../../state/store.ts'
import { NgrokWay } from './ngrok-way.tsx'
import { OwnUrlWay } from './own-url-way.tsx'
import { useListening } from './use-listening.ts'
import styles from './ways-in.module.css'

const options: readonly { readonly value: WayIn; readonly text: string }[] = [
  { value: 'ngrok', text: 'ngrok' },
  { value: 'own', text: 'My own URL' },
  { value: 'none', text: 'No tunnel' }
]

/** The choice between the ways in, with what each of them needs. */
export function WaysIn({ onStarted }: { readonly onStarted?: () => void }) {
  const { settings } = useAppState()
  const stored = useStore(settings).value
  const [picked, setPicked] = useState<WayIn | null>(null)
  if (!stored) return null
  // Who has none and comes here wants one.
  const remembered = stored.wayIn === 'own' ? 'own' : 'ngrok'
  const wayIn = picked ?? remembered
  return (
    <div className={styles['ways']}>
      <Pick label="Way in" isLabelHidden value={wayIn} options={options} onChange={setPicked} />
      {wayIn === 'ngrok' && <NgrokWay settings={stored} onStarted={onStarted} />}
      {wayIn === 'own' && <OwnUrlWay settings={stored} onStarted={onStarted} />}
      {wayIn === 'none' && <NoWay onStarted={onStarted} />}
    </div>
  )
}

function NoWay({ onStarted }: { readonly onStarted: (() => void) | undefined }) {
  const { startWith } = useListening()
  const goOn = async () => {
    if (await startWith('none')) onStarted?.()
  }
  return (
    <>
      <p className={styles['text']}>
        Only programs on this machine can send deliveries: samples, your tests, a replay. Scalekit cannot
        reach it. Everything else works the same, and you can choose another way in at any time.
      </p>
      <DialogActions>
        <Button look="primary" onClick={() => void goOn()}>
          Continue without a tunnel
        </Button>
      </DialogActions>
    </>
  )
}
