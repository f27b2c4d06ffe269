import { Dialog } from '../../components/dialog.tsx'
import { useAppState } from '../../state/app-state.ts'
import { useStore } from '../../state/store.ts'
import { useAction } from '../shortcuts/use-action.ts'
import { ShareForm } from './share-form.tsx'
import { closeShare, openShare } from './share-view.ts'

/** A file of events that others may read. */
export function ShareDialog() {
  const state = useAppState()
  const isOpen = useStore(state.dialog) === 'share'
  useAction('share', () => openShare(state, null))
  return (
    <Dialog
      size="large"
      isOpen={isOpen}
      onClose={() => closeShare(state)}
      title="Share events"
      description="Secrets, tokens, passwords and signatures are never in a share. Each event is signed again with a secret made for the file alone, so that it verifies elsewhere. Notes, stars and replays stay here; times are as they were."
    >
      <ShareForm />
    </Dialog>
  )
}
