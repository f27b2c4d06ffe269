import { nativeTheme } from 'electron'
import type { Announcement } from '#shared/contract.ts'
import type { Core } from '../../core/core.ts'

/** Makes what the system draws, and the window's first colour, follow the theme that the user chose. */
export async function followTheme(core: Pick<Core, 'settings' | 'onAnnouncement'>): Promise<void> {
  core.onAnnouncement((name, payload) => {
    if (name === 'settings.changed') {
      nativeTheme.themeSource = (payload as Announcement<'settings.changed'>).theme
    }
  })
  const { theme } = await core.settings.get({})
  nativeTheme.themeSource = theme
}
