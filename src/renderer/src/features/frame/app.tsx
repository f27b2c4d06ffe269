import { CSPProvider } from '@base-ui/react/csp-provider'
import { Tooltip } from '@base-ui/react/tooltip'
import { Toasts } from '../../components/toasts.tsx'
import { useAppState } from '../../state/app-state.ts'
import { useNotices } from '../about/use-notices.ts'
import { ChecksDialog } from '../checks/checks-dialog.tsx'
import { DropToImport } from '../data/drop-to-import.tsx'
import { useSavedFiles } from '../data/use-saved-files.ts'
import { useArrivals } from '../desktop/use-arrivals.ts'
import { useCopyLink } from '../desktop/use-copy-link.ts'
import { EditorDialog } from '../editor/editor-dialog.tsx'
import { useGuideStart } from '../guide/use-guide.ts'
import { TunnelDialog } from '../listening/tunnel-dialog.tsx'
import { MaskBar } from '../masking/mask-bar.tsx'
import { ShapesDialog } from '../mapping/shapes-dialog.tsx'
import { Palette } from '../palette/palette.tsx'
import { ReplaysDialog } from '../replay/replays-dialog.tsx'
import { SettingsPage } from '../settings/settings-page.tsx'
import { ShareDialog } from '../sharing/share-dialog.tsx'
import { CheatSheet } from '../shortcuts/cheat-sheet.tsx'
import { useAction } from '../shortcuts/use-action.ts'
import { SimulatorDialog } from '../simulator/simulator-dialog.tsx'
import styles from './app.module.css'
import { StartNotices } from './start-notices.tsx'
import { goBack } from './go-back.ts'
import { Panes } from './pane-group.tsx'
import { focusNextPane } from './panes.ts'
import { StatusLine } from './status-line.tsx'
import { TopBar } from './top-bar.tsx'
import { useAppActions } from './use-app-actions.ts'
import { useTheme } from './use-theme.ts'

export function App() {
  const { selection } = useAppState()
  useTheme()
  useGuideStart()
  useAppActions()
  useArrivals()
  useAction('copyLink', useCopyLink())
  useNotices()
  useSavedFiles()
  useAction('paneBefore', () => focusNextPane(-1))
  useAction('paneAfter', () => focusNextPane(1))
  useAction('back', () => goBack(selection))
  return (
    // The page's policy allows no style element, so that no primitive may make one.
    <CSPProvider disableStyleElements>
      <Tooltip.Provider delay={500}>
        <div className={styles['app']}>
          <TopBar />
          <MaskBar />
          <StartNotices />
          <main className={styles['main']}>
            <Panes />
          </main>
          <StatusLine />
        </div>
        <SettingsPage />
        <TunnelDialog />
        <ShapesDialog />
        <ReplaysDialog />
        <EditorDialog />
        <ShareDialog />
        <SimulatorDialog />
        <ChecksDialog />
        <Palette />
        <DropToImport />
        <CheatSheet />
        <Toasts />
      </Tooltip.Provider>
    </CSPProvider>
  )
}
