import type { ParsedInput } from '#shared/contract.ts'
import { Settings } from '#shared/models.ts'
import type { Store } from './store/client.ts'

const DEFAULTS: Settings = {
  theme: 'system',
  webhookPath: '/api/webhook/user-access',
  replayTarget: null,
  ngrokDomain: null,
  bodyLimit: 10_000_000,
  retention: { maxAgeDays: null, maxEvents: 1_000_000, maxBytes: null, maxUnverified: 20_000 }
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
  const applyRetention = () => store.call('setRetention', current.retention)
  await applyRetention()
  // A worker that took over knows nothing yet. If it goes too, the next one is told.
  store.onRestored(() => void applyRetention().catch(() => undefined))
  return {
    get: () => current,
    async set(change) {
      await store.call('setSettings', change)
      current = Settings.parse({ ...current, ...change })
      if (change.retention) await applyRetention()
      return current
    }
  }
}
