import { ListChecks } from 'lucide-react'
import { Button } from '../../components/button.tsx'
import { Dialog } from '../../components/dialog.tsx'
import { useAppState } from '../../state/app-state.ts'
import { useStore } from '../../state/store.ts'
import { useGuide } from '../guide/use-guide.ts'
import { KeyList } from './key-list.tsx'

export function CheatSheet() {
  const { dialog } = useAppState()
  const isOpen = useStore(dialog) === 'shortcuts'
  const { open } = useGuide()
  const openGuide = () => {
    dialog.set(null)
    open()
  }
  return (
    <Dialog
      isOpen={isOpen}
      onClose={() => dialog.set(null)}
      title="Keyboard shortcuts"
      description="Single keys sleep while you are typing."
      size="wide"
    >
      {/* First, as the keyboard goes to it: at the end it would have the list scrolled down to it. */}
      <div>
        <Button size="small" onClick={openGuide}>
          <ListChecks size={14} aria-hidden />
          First steps
        </Button>
      </div>
      <KeyList />
    </Dialog>
  )
}
