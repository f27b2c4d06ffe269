import type { ParsedInput } from '#shared/contract.ts'
import { Settings } from '#shared/models.ts'
import type { Store } from './store/client.ts'

const DEFAULTS: Settings = {
  theme: 'system',
  webhookPath: '/api/webhook/user-access',
  replayTarget: null,
  ngrokDomain: null
}

export interface SettingsStore {
  get(): Settings
  /** All of the change or, when the store refuses it, nothing. */
  set(change: ParsedInput<'settings.set'>): Promise<Settings>
}

/** Settings over their defaults. A stored value that no longer fits its schema counts as not set. */
export async function openSettings(store: Store): Promise<SettingsStore> {
  const stored = await store.call('allSettings')
  let current: Settings = { ...DEFAULTS }
  for (const [name, value] of Object.entries(stored)) {
    const next = Settings.safeParse({ ...current, [name]: value })
    if (next.success) current = next.data
  }
  return {
    get: () => current,
    async set(change) {
      await store.call('setSettings', change)
      current = Settings.parse({ ...current, ...change })
      return current
    }
  }
}
