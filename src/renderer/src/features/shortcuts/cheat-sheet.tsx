import { ListChecks } from 'lucide-react'
import { actionNames, actionOf } from '#shared/actions.ts'
import { Button } from '../../components/button.tsx'
import { Dialog, DialogActions } from '../../components/dialog.tsx'
import { useAppState } from '../../state/app-state.ts'
import { useStore } from '../../state/store.ts'
import { useGuide } from '../guide/use-guide.ts'
import styles from './cheat-sheet.module.css'
import { listKeys } from './list-keys.ts'

const groups = ['Timeline', 'Event', 'Views', 'Anywhere'] as const
const withKeys = actionNames.flatMap((name) => {
  const { shown, group, text } = actionOf(name)
  return shown === undefined ? [] : [{ shown, group, text }]
})
const all = [...withKeys, ...listKeys]

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
      isWide
    >
      <div className={styles['groups']}>
        {groups.map((group) => (
          <section key={group}>
            <h3>{group}</h3>
            <dl>
              {all
                .filter((shortcut) => shortcut.group === group)
                .map(({ shown, text }) => (
                  <div key={text}>
                    <dt>
                      {shown.split(' ').map((key) => (
                        <kbd key={key}>{key}</kbd>
                      ))}
                    </dt>
                    <dd>{text}</dd>
                  </div>
                ))}
            </dl>
          </section>
        ))}
      </div>
      <DialogActions>
        <Button onClick={openGuide}>
          <ListChecks size={14} aria-hidden />
          First steps
        </Button>
      </DialogActions>
    </Dialog>
  )
}
