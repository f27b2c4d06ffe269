import { copyText } from '../../components/copy.ts'
import { notify } from '../../components/notify.ts'
import { useAppState } from '../../state/app-state.ts'
import { useShowDataFolder } from '../about/use-show-data-folder.ts'
import { useGuide } from '../guide/use-guide.ts'
import { useListening } from '../listening/use-listening.ts'
import { useSend } from '../samples/use-send.ts'
import { useAction } from '../shortcuts/use-action.ts'
import { useChosenActions } from '../shortcuts/use-chosen-actions.ts'

/** What can be done wherever the reader is, beside what panes and dialogs offer themselves. */
export function useAppActions(): void {
  const { dialog, selection, pathTest, sample } = useAppState()
  const { open: openGuide } = useGuide()
  const { status, start, choose, stop } = useListening()
  const send = useSend()
  useChosenActions()
  useAction('guide', openGuide)
  useAction('help', () => dialog.set('shortcuts'))
  useAction('endpoints', () => dialog.set('endpoints'))
  useAction('secrets', () => dialog.set('secrets'))
  useAction('limits', () => dialog.set('data'))
  useAction('import', () => dialog.set('import'))
  useAction('export', () => dialog.set('export'))
  useAction('palette', () => dialog.set('palette'))
  useAction('settings', () => dialog.set('settings'))
  useAction('payloadChanges', () => dialog.set('shapes'))
  useAction('showEvents', () => selection.show('events'))
  useAction('showStarred', () => selection.show('starred'))
  useAction('showRejected', () => selection.show('rejected'))
  useAction('showUnchecked', () => selection.show('unchecked'))
  useAction('showInterceptors', () => selection.show('interceptors'))
  useAction('listen', start)
  useAction('stopListening', stop)
  useAction('wayIn', choose)
  useAction('copyUrl', () => {
    const url = status?.copyUrl ?? null
    if (url === null) notify.news('There is no URL to copy yet', 'Start listening first.')
    else void copyText(url, 'the URL')
  })
  useAction('testPath', () => void pathTest.run())
  useAction('sample', () => send(sample.getSnapshot()))
  useAction('about', () => dialog.set('about'))
  useAction('notifications', () => dialog.set('notifications'))
  useAction('diagnostics', () => dialog.set('diagnostics'))
  useAction('dataFolder', useShowDataFolder())
  // The desktop hands it to the system's browser.
  useAction('documentation', () => void window.open('https://docs.scalekit.com', '_blank', 'noopener'))
}
