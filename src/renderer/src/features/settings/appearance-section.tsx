import type { Settings } from '#shared/settings-models.ts'
import { useClient } from '../../client/client-context.tsx'
import { notify } from '../../components/notify.ts'
import { Pick } from '../../components/pick.tsx'
import { useAppState } from '../../state/app-state.ts'
import { useStore } from '../../state/store.ts'
import styles from './settings.module.css'

const themes = [
  { value: 'system', text: 'As the system' },
  { value: 'light', text: 'Light' },
  { value: 'dark', text: 'Dark' }
] as const
const densities = [
  { value: 'comfortable', text: 'Comfortable' },
  { value: 'compact', text: 'Compact', hint: 'More rows on the screen' }
] as const
const contrasts = [
  { value: 'system', text: 'As the system' },
  { value: 'more', text: 'High' }
] as const

const maskings = [
  { value: 'shown', text: 'Shown' },
  {
    value: 'masked',
    text: 'Masked',
    hint: 'Names of people, addresses, passwords and secrets, for when others look on'
  }
] as const

export function AppearanceSection() {
  const client = useClient()
  const { settings } = useAppState()
  const stored = useStore(settings).value
  if (!stored) return null
  const set = (change: Partial<Settings>) =>
    void notify.whenFailed('Could not change the appearance', () => client.call('settings.set', change))
  return (
    <div className={styles['fields']}>
      <Pick label="Theme" value={stored.theme} options={themes} onChange={(theme) => set({ theme })} />
      <Pick
        label="Density"
        value={stored.density}
        options={densities}
        onChange={(density) => set({ density })}
      />
      <Pick
        label="Contrast"
        value={stored.contrast}
        options={contrasts}
        onChange={(contrast) => set({ contrast })}
      />
      <Pick
        label="Sensitive values"
        value={stored.masked ? 'masked' : 'shown'}
        options={maskings}
        onChange={(value) => set({ masked: value === 'masked' })}
      />
      <p className={styles['hint']}>
        Less motion follows the system’s setting. Zoom is in the View menu, and in the browser’s own.
      </p>
    </div>
  )
}
