import { useAppState } from '../../state/app-state.ts'
import { useShowDataFolder } from '../about/use-show-data-folder.ts'
import { useGuide } from '../guide/use-guide.ts'
import { useAction } from '../shortcuts/use-action.ts'
import { useChosenActions } from '../shortcuts/use-chosen-actions.ts'

/** What can be done wherever the reader is, beside what panes and dialogs offer themselves. */
export function useAppActions(): void {
  const { dialog } = useAppState()
  const { open: openGuide } = useGuide()
  useChosenActions()
  useAction('guide', openGuide)
  useAction('help', () => dialog.set('shortcuts'))
  useAction('endpoints', () => dialog.set('endpoints'))
  useAction('secrets', () => dialog.set('secrets'))
  useAction('limits', () => dialog.set('data'))
  useAction('import', () => dialog.set('import'))
  useAction('export', () => dialog.set('export'))
  useAction('about', () => dialog.set('about'))
  useAction('notifications', () => dialog.set('notifications'))
  useAction('diagnostics', () => dialog.set('diagnostics'))
  useAction('dataFolder', useShowDataFolder())
  // The desktop hands it to the system's browser.
  useAction('documentation', () => void window.open('https://docs.scalekit.com', '_blank', 'noopener'))
}
