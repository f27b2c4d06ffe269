import { Dialog } from '../../components/dialog.tsx'
import { useAppState } from '../../state/app-state.ts'
import { useStore } from '../../state/store.ts'
import { WaysIn } from './ways-in.tsx'

/** Where the way in is chosen. */
export function TunnelDialog() {
  const { dialog } = useAppState()
  const isOpen = useStore(dialog) === 'tunnel'
  const close = () => dialog.set(null)
  return (
    <Dialog
      isOpen={isOpen}
      onClose={close}
      title="Get a public URL"
      description="How Scalekit reaches this machine. Only the receiver can be reached through it, and Start listening takes the same way next time."
    >
      <WaysIn onStarted={close} />
    </Dialog>
  )
}
