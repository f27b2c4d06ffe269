import { statfs } from 'node:fs/promises'
import { arch, cpus, freemem, platform, release, totalmem } from 'node:os'
import type { About } from '#shared/app-models.ts'
import type { Endpoint } from '#shared/endpoint-models.ts'
import { messageOf } from '#shared/errors.ts'
import type { ListeningStatus, TunnelStatus } from '#shared/listening-models.ts'
import type { SecretSummary } from '#shared/models.ts'
import type { Settings } from '#shared/settings-models.ts'
import type { Call } from '../commands.ts'
import type { Ports } from '../ports.ts'
import type { Store } from '../store/client.ts'
import { maskUrl, redactText } from './redact-text.ts'

const STATES_KEPT = 20

export interface Diagnostics {
  /** How the tunnel fared is kept for a report, the latest states of it. */
  noteListening(status: ListeningStatus): void
  readonly report: Call<'app.diagnostics'>
}

/**
 * Gathers what helps to find out why the app does not do what it should. It is put together from names, numbers and
 * states alone, never from anything received; what people typed is masked; and the finished text goes through
 * `redactText`. The user sees it before it is saved.
 */
export function createDiagnostics(parts: {
  readonly ports: Ports
  readonly store: Store
  readonly dataDir: string
  readonly notices: readonly string[]
  about(): Promise<About>
  settings(): Settings
  listening(): ListeningStatus
  endpoints(): readonly Endpoint[]
  secrets(): Promise<readonly SecretSummary[]>
  /** Values that must not be in it, wherever they would come from. */
  secretValues(): readonly string[]
}): Diagnostics {
  const { ports, store } = parts
  const { clock } = ports
  const startedAt = clock.now()
  let states: readonly object[] = []
  let latest = ''

  return {
    noteListening({ tunnel }) {
      const { kind, state, code, reason } = tunnel
      const told = JSON.stringify([kind, state, code, reason])
      if (told === latest) return
      latest = told
      states = [...states, { at: isoOf(clock.now()), kind, state, code, reason }].slice(-STATES_KEPT)
    },
    async report() {
      const now = clock.now()
      const listening = parts.listening()
      const whole = {
        madeAt: isoOf(now),
        holds:
          'Versions, system, settings, states and counts, and the end of the app’s log. Nothing that was received, no secrets, no e-mail addresses.',
        app: { ...(await parts.about()), runsForSeconds: Math.round((now - startedAt) / 1000) },
        system: {
          platform: platform(),
          release: release(),
          arch: arch(),
          processors: cpus().length,
          memoryBytes: totalmem(),
          freeMemoryBytes: freemem(),
          freeDiskBytes: await orReason(() => freeDisk(parts.dataDir)),
          language: Intl.DateTimeFormat().resolvedOptions().locale
        },
        vault: await orReason(() => ports.vault.describe()),
        notices: parts.notices,
        settings: describeSettings(parts.settings()),
        listening: {
          ...listening,
          copyUrl: maskUrl(listening.copyUrl),
          tunnel: describeTunnel(listening.tunnel)
        },
        tunnelStates: states,
        store: await orReason(async () => ({
          ...(await store.call('stats')),
          ...(await store.call('describe'))
        })),
        endpoints: parts.endpoints().map(describeEndpoint),
        secrets: await orReason(async () => (await parts.secrets()).map(describeSecret)),
        log: (await orReason(async () => await ports.recentLog?.()))?.split('\n').filter(Boolean) ?? null
      }
      return {
        name: `webhook-inspector-diagnostics-${isoOf(now).slice(0, 10)}.txt`,
        text: redactText(JSON.stringify(whole, null, 2), parts.secretValues())
      }
    }
  }
}

const isoOf = (ms: number): string => new Date(ms).toISOString()

/** A report is wanted most when something is broken: what cannot be told says why instead. */
async function orReason<T>(read: () => Promise<T>): Promise<T | string> {
  try {
    return await read()
  } catch (error) {
    return `Could not be read: ${messageOf(error)}`
  }
}

async function freeDisk(dataDir: string): Promise<number> {
  const { bavail, bsize } = await statfs(dataDir)
  return bavail * bsize
}

/** Settings whose texts the app has made up itself; of the others only that they are set. */
const ownTexts: ReadonlySet<string> = new Set<keyof Settings>([
  'theme',
  'density',
  'contrast',
  'closing',
  'wayIn',
  'retention',
  'notifications'
])

function describeSettings(settings: Settings): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(settings).map(([name, value]: [string, unknown]) => {
      if (value === null || typeof value === 'number' || typeof value === 'boolean' || ownTexts.has(name)) {
        return [name, value]
      }
      return [name, Array.isArray(value) ? `${value.length} set` : 'set']
    })
  )
}

const describeTunnel = (tunnel: TunnelStatus) => ({ ...tunnel, publicUrl: maskUrl(tunnel.publicUrl) })

const describeEndpoint = ({ id, forwardTargets, forwarding, failure, answers }: Endpoint) => ({
  id,
  forwardTargets: forwardTargets.map(maskUrl),
  forwarding: {
    ...forwarding,
    query: forwarding.query === '' ? '' : 'set',
    mirror: maskUrl(forwarding.mirror)
  },
  failure,
  answers
})

const describeSecret = ({ kind, endpointId, origin, usable, verified }: SecretSummary) => ({
  kind,
  endpointId,
  origin,
  usable,
  verified
})
