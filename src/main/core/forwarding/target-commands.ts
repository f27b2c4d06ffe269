import { AppError } from '#shared/errors.ts'
import type { Target, TargetHealth } from '#shared/replay-models.ts'
import type { Call } from '../commands.ts'
import type { Clock } from '../ports.ts'
import type { Store } from '../store/client.ts'
import { checkHealth } from './target-health.ts'
import { findAddresses, isLocalTarget, readTarget, type CheckedTarget } from './target.ts'

/** Where events can be sent. */
export interface TargetCommands {
  readonly list: Call<'targets.list'>
  readonly check: Call<'targets.check'>
  readonly trust: Call<'targets.trust'>
}

export interface TargetParts {
  readonly store: Store
  readonly clock: Clock
  check(target: string): Promise<CheckedTarget>
  /** Of all endpoints. */
  forwardTargets(): readonly string[]
  settings(): { readonly replayTarget: string | null; readonly trustedOrigins: readonly string[] }
  setTrusted(origins: string[]): Promise<unknown>
}

/** Where Scalekit's sample app and the handlers of its documentation listen. */
const COMMON: readonly Omit<Target, 'from'>[] = [
  { url: 'http://localhost:3000/api/webhook/user-access', label: 'Scalekit sample app (Next.js)' },
  { url: 'http://localhost:3000/api/webhooks/scalekit', label: 'Next.js, as in the documentation' },
  { url: 'http://localhost:3000/webhooks/scalekit', label: 'Express, as in the documentation' },
  { url: 'http://localhost:8080/webhook', label: 'Handler on port 8080' }
]
const MOST_ORIGINS = 100

export function createTargetCommands(parts: TargetParts): TargetCommands {
  const { store, clock, settings } = parts
  const health = async (url: string): Promise<TargetHealth> => ({
    ...(await checkHealth(url, parts.check, settings().trustedOrigins)),
    checkedAt: clock.now()
  })

  return {
    async list() {
      const { replayTarget } = settings()
      const named = (from: Target['from'], label: string) => (url: string) => ({ url, from, label })
      const all: Target[] = [
        ...(replayTarget === null ? [] : [replayTarget]).map(named('chosen', 'Chosen last')),
        ...parts.forwardTargets().map(named('forward', 'Forward target')),
        ...(await store.call('recentTargets')).map(named('recent', 'Used lately')),
        ...COMMON.map((target) => ({ ...target, from: 'common' as const }))
      ]
      const seen = new Set<string>()
      const rows = all.flatMap((target) => {
        const url = URL.parse(target.url)?.href ?? target.url
        if (seen.has(url)) return []
        seen.add(url)
        return [{ ...target, url }]
      })
      return { rows }
    },
    check: ({ url }) => health(url),
    async trust({ url, trusted }) {
      const { origin } = readTarget(url)
      const others = settings().trustedOrigins.filter((one) => one !== origin)
      if (!trusted) {
        await parts.setTrusted(others)
        return health(url)
      }
      const read = readTarget(url)
      // Local addresses are sent to as it is; for others this refuses what no confirmation opens.
      if (isLocalTarget(read, await findAddresses(read))) return health(url)
      if (others.length >= MOST_ORIGINS) {
        throw new AppError(
          'conflict',
          `${MOST_ORIGINS} origins are confirmed already. Take one of them back first.`
        )
      }
      await parts.setTrusted([...others, origin])
      return health(url)
    }
  }
}
