import type { Announcement } from '#shared/contract.ts'
import { messageOf } from '#shared/errors.ts'
import type { Core } from '../../core/core.ts'
import type { LoginItem } from './login-item.ts'

/** Keeps the setting and the system's list together: at the start the system is right, from then on the user. */
export async function followLoginSetting(
  core: Pick<Core, 'settings' | 'arrivals' | 'onAnnouncement'>,
  item: LoginItem,
  reportBug: (error: unknown) => void
): Promise<void> {
  const { startAtLogin } = await core.settings.get({})
  if (startAtLogin !== item.isOn()) await core.settings.set({ startAtLogin: item.isOn() })
  core.onAnnouncement((name, payload) => {
    if (name !== 'settings.changed') return
    const wanted = (payload as Announcement<'settings.changed'>).startAtLogin
    if (wanted === item.isOn()) return
    try {
      item.set(wanted)
    } catch (error) {
      core.arrivals.add({
        kind: 'failed',
        what: 'Start at login could not be changed',
        reason: messageOf(error)
      })
    }
    // What the system did not take does not stand in the settings either.
    if (item.isOn() !== wanted) core.settings.set({ startAtLogin: item.isOn() }).catch(reportBug)
  })
}
