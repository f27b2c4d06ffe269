import { Dialog } from '../../components/dialog.tsx'
import { Tabs, type TabEntry } from '../../components/tabs.tsx'
import { useAppState } from '../../state/app-state.ts'
import { useStore } from '../../state/store.ts'
import styles from './about.module.css'
import { AboutPanel } from './about-panel.tsx'
import { DiagnosticsPanel } from './diagnostics-panel.tsx'
import { NotificationsPanel } from './notifications-panel.tsx'

const sections = ['about', 'notifications', 'diagnostics'] as const
type Section = (typeof sections)[number]

const tabs: readonly TabEntry<Section>[] = [
  { value: 'about', text: 'About', panel: () => <AboutPanel /> },
  { value: 'notifications', text: 'Notifications', panel: () => <NotificationsPanel /> },
  { value: 'diagnostics', text: 'Diagnostics', panel: () => <DiagnosticsPanel /> }
]

/** The app itself: what it is, when it speaks up, what it can tell of its own state. */
export function AboutDialog() {
  const { dialog } = useAppState()
  const opened = useStore(dialog)
  const section = sections.find((name) => name === opened)
  return (
    <Dialog isOpen={section !== undefined} onClose={() => dialog.set(null)} title="Webhook Inspector" isWide>
      <div className={styles['sections']}>
        <Tabs label="App" value={section ?? 'about'} onChange={dialog.set} tabs={tabs} />
      </div>
    </Dialog>
  )
}
