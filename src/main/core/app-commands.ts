import type { Announcement, Announce } from '#shared/contract.ts'
import type { Endpoint } from '#shared/endpoint-models.ts'
import type { ListeningStatus } from '#shared/listening-models.ts'
import type { DeliverySummary } from '#shared/models.ts'
import type { Settings } from '#shared/settings-models.ts'
import { describeApp } from './about.ts'
import { createArrivals, type Arrivals } from './arrivals.ts'
import type { Call } from './commands.ts'
import { createDiagnostics } from './diagnostics/diagnostics.ts'
import { createNotices } from './notices/notices.ts'
import type { CoreOptions } from './options.ts'
import type { Ports } from './ports.ts'
import type { Secrets } from './signatures/secrets.ts'
import type { Store } from './store/client.ts'

export interface AppCommands {
  readonly info: Call<'app.info'>
  readonly about: Call<'app.about'>
  readonly showDataFolder: Call<'app.showDataFolder'>
  readonly diagnostics: Call<'app.diagnostics'>
  /** Null where there is no desktop app around the core. */
  readonly desktop: Call<'app.desktop'>
  /** What came from outside the page, for the page to take. */
  readonly arrivals: Arrivals
}

/** What the app tells of itself: what it is, how it fares, what is worth a notification. */
export function createAppCommands(parts: {
  readonly ports: Ports
  readonly options: CoreOptions
  readonly store: Store
  readonly secrets: Pick<Secrets, 'summaries' | 'values'>
  readonly settings: { get(): Settings }
  readonly listening: { status(): ListeningStatus }
  readonly endpoints: { list(): readonly Endpoint[] }
  announce: Announce
}): {
  readonly commands: AppCommands
  readonly hear: Announce
  hearDelivery(delivery: DeliverySummary): void
  close(): void
} {
  const { ports, options, store, secrets, settings } = parts
  const { dataDir } = options
  const about = () => describeApp(store, options)
  const diagnostics = createDiagnostics({
    ports,
    store,
    dataDir,
    notices: store.notices,
    about,
    settings: () => settings.get(),
    listening: () => parts.listening.status(),
    endpoints: () => parts.endpoints.list(),
    secrets: () => secrets.summaries(),
    secretValues: () => secrets.values()
  })
  const notices = createNotices({
    clock: ports.clock,
    wanted: () => settings.get().notifications,
    raise: (notice) => parts.announce('notices.raised', notice)
  })
  return {
    commands: {
      info: async () => ({
        version: options.version,
        host: options.host,
        dataDir,
        vault: await ports.vault.describe(),
        notices: [...store.notices],
        canNotify: ports.canNotify?.() ?? false
      }),
      about,
      showDataFolder: async () => ({ dataDir, isShown: (await ports.showFolder?.(dataDir)) ?? false }),
      diagnostics: diagnostics.report,
      desktop: async () => (await ports.describeDesktop?.()) ?? null,
      arrivals: createArrivals(() => parts.announce('arrivals.changed', {}))
    },
    hear(name, payload) {
      if (name === 'events.changed') notices.noteEvents((payload as Announcement<'events.changed'>).upserted)
      if (name !== 'listening.changed') return
      const status = payload as ListeningStatus
      notices.noteListening(status)
      diagnostics.noteListening(status)
    },
    hearDelivery: (delivery) => notices.noteDelivery(delivery),
    close: () => notices.close()
  }
}
