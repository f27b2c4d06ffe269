import { useId } from 'react'
import type { DesktopInfo } from '#shared/app-models.ts'
import type { Settings } from '#shared/settings-models.ts'
import { useClient } from '../../client/client-context.tsx'
import { notify } from '../../components/notify.ts'
import { Pick } from '../../components/pick.tsx'
import data from '../data/data.module.css'
import styles from './desktop.module.css'

const closings = [
  { value: 'ask', text: 'Ask me' },
  { value: 'tray', text: 'Go on listening' },
  { value: 'quit', text: 'Quit' }
] as const

interface DesktopPanelProps {
  readonly desktop: DesktopInfo
  readonly settings: Settings
}

/** How the desktop app lives beside everything else on the computer. */
export function DesktopPanel({ desktop: { tray, startAtLogin }, settings }: DesktopPanelProps) {
  const client = useClient()
  const loginNote = useId()
  const set = (change: Partial<Settings>) =>
    void notify.whenFailed('Could not change the setting', () => client.call('settings.set', change))
  return (
    <div className={data['panel']}>
      {tray.available ? (
        <div>
          <Pick
            label="When the window is closed"
            value={settings.closing}
            options={closings}
            onChange={(closing) => set({ closing })}
          />
          <p className={data['hint']}>To go on listening, the app waits in the tray or the menu bar.</p>
        </div>
      ) : (
        <div>
          <p className={styles['label']}>When the window is closed</p>
          <p className={data['hint']}>{tray.note}</p>
        </div>
      )}
      <div>
        <label className={styles['check']}>
          <input
            type="checkbox"
            checked={settings.startAtLogin}
            disabled={!startAtLogin.available}
            aria-describedby={loginNote}
            onChange={(event) => set({ startAtLogin: event.target.checked })}
          />
          Start when I log in
        </label>
        <p id={loginNote} className={data['hint']}>
          {startAtLogin.note ??
            'It starts in the tray, or minimised where there is none, and receives on this computer at once.'}
        </p>
      </div>
    </div>
  )
}
