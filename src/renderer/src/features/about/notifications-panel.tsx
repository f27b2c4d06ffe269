import type { NoticeKind } from '#shared/app-models.ts'
import { useClient } from '../../client/client-context.tsx'
import { notify } from '../../components/notify.ts'
import { useAppState } from '../../state/app-state.ts'
import { useStore } from '../../state/store.ts'
import data from '../data/data.module.css'
import styles from './about.module.css'
import { BrowserPermission } from './browser-permission.tsx'

const kinds: readonly { readonly kind: NoticeKind; readonly text: string }[] = [
  { kind: 'firstEvent', text: 'The first event, and the first one after half an hour without any' },
  { kind: 'rejected', text: 'Five deliveries rejected within a minute' },
  { kind: 'tunnelLost', text: 'The tunnel is lost' }
]

/** Which news are worth a notification. */
export function NotificationsPanel() {
  const client = useClient()
  const { settings } = useAppState()
  const wanted = useStore(settings).value?.notifications
  if (!wanted) return <div className={data['panel']} />
  const set = (kind: NoticeKind, isWanted: boolean) =>
    void notify.whenFailed('Could not change the notifications', () =>
      client.call('settings.set', { notifications: { ...wanted, [kind]: isWanted } })
    )
  return (
    <div className={data['panel']}>
      <p className={data['hint']}>
        While another window has the keyboard, the app tells you of these, each at most every ten minutes. A
        notification names no person; a click on it shows what it is about.
      </p>
      <fieldset className={styles['kinds']}>
        <legend>Notify me of</legend>
        {kinds.map(({ kind, text }) => (
          <label key={kind}>
            <input
              type="checkbox"
              checked={wanted[kind]}
              onChange={(event) => set(kind, event.target.checked)}
            />
            {text}
          </label>
        ))}
      </fieldset>
      <BrowserPermission />
    </div>
  )
}
