import { Search, Settings } from 'lucide-react'
import { actions } from '#shared/actions.ts'
import { Button } from '../../components/button.tsx'
import { Keys } from '../../components/keys.tsx'
import { shownKeys } from '../../lib/shown-keys.ts'
import { useMedia } from '../../lib/use-media.ts'
import { useAppState } from '../../state/app-state.ts'
import { ForwardControl } from '../endpoints/forward-control.tsx'
import { useForwardCounting } from '../endpoints/forward-counts.ts'
import { MaskSwitch } from '../masking/mask-switch.tsx'
import { AppMenu } from './app-menu.tsx'
import styles from './top-bar.module.css'
import { TruthLine } from './truth-line.tsx'

export function TopBar() {
  const { dialog } = useAppState()
  const isNarrow = useMedia('(max-width: 599px)')
  useForwardCounting()
  return (
    <header className={styles['bar']}>
      <h1 className={styles['brand']}>
        <img src="./icon.svg" alt="" width={22} height={22} />
        <span className={styles['first']}>Webhook</span> <span className={styles['last']}>Inspector</span>
      </h1>
      <TruthLine />
      {!isNarrow && <ForwardControl />}
      <nav className={styles['tools']} aria-label="App">
        {/* Titles, as a tooltip would open when a dialog closes and gives the keyboard back. */}
        <Button
          className={styles['palette']}
          title={`Find an action, a saved filter or an id (${shownKeys(actions.palette.shown)})`}
          onClick={() => dialog.set('palette')}
        >
          <Search size={14} aria-hidden />
          <span className={styles['words']}>All actions</span>
          <Keys shown={actions.palette.shown} />
        </Button>
        <MaskSwitch />
        <Button
          look="ghost"
          isIcon
          aria-label="Settings"
          title={`Settings (${shownKeys(actions.settings.shown)})`}
          onClick={() => dialog.set('settings')}
        >
          <Settings size={16} aria-hidden />
        </Button>
        <AppMenu withForward={isNarrow} />
      </nav>
    </header>
  )
}
