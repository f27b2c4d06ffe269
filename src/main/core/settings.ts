import type { ParsedInput } from '#shared/contract.ts'
import { AppError } from '#shared/errors.ts'
import { Settings } from '#shared/settings-models.ts'
import { describeFlaws } from './describe-flaws.ts'
import { unwrapPaste } from './pasted.ts'
import { readEnvironmentUrl, readPublicUrl } from './read-origin.ts'
import type { Store } from './store/client.ts'

const DEFAULTS: Settings = {
  theme: 'system',
  density: 'comfortable',
  contrast: 'system',
  masked: false,
  webhookPath: '/api/webhook/user-access',
  replayTarget: null,
  ngrokDomain: null,
  wayIn: null,
  ownPublicUrl: null,
  scalekitEnvironmentUrl: null,
  scalekitClientId: null,
  trustedOrigins: [],
  savedFilters: [],
  recentFilters: [],
  skippedSteps: [],
  bodyLimit: 10_000_000,
  retention: { maxAgeDays: null, maxEvents: 1_000_000, maxBytes: null, maxUnverified: 20_000 },
  notifications: { firstEvent: true, rejected: true, tunnelLost: true },
  closing: 'ask',
  startAtLogin: false
}

export interface SettingsStore {
  get(): Settings
  /** Throws `invalid_input` for a change that `set` would refuse. */
  check(change: ParsedInput<'settings.set'>): void
  /** All of the change or, where a part of it or the store refuses, nothing. */
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
  const read = (asked: ParsedInput<'settings.set'>) => {
    const change = tidy(asked)
    const next = Settings.safeParse({ ...current, ...change })
    if (!next.success) throw new AppError('invalid_input', describeFlaws(next.error))
    return { change, next: next.data }
  }
  return {
    get: () => current,
    check: (asked) => void read(asked),
    async set(asked) {
      const { change, next } = read(asked)
      await store.call('setSettings', change)
      current = next
      if (change.retention) await applyRetention()
      return current
    }
  }
}

/** What is pasted becomes what was meant, or is refused in a sentence. */
function tidy(asked: ParsedInput<'settings.set'>): ParsedInput<'settings.set'> {
  const { ownPublicUrl, scalekitEnvironmentUrl, scalekitClientId } = asked
  const change = { ...asked }
  if (typeof ownPublicUrl === 'string') change.ownPublicUrl = readPublicUrl(ownPublicUrl)
  if (typeof scalekitEnvironmentUrl === 'string')
    change.scalekitEnvironmentUrl = readEnvironmentUrl(scalekitEnvironmentUrl)
  if (typeof scalekitClientId === 'string') change.scalekitClientId = readClientId(scalekitClientId)
  return Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined))
}

function readClientId(pasted: string): string | null {
  const { text } = unwrapPaste(pasted)
  if (/\s/.test(text)) throw new AppError('invalid_input', 'A client id is one word, such as skc_12345.')
  return text || null
}
