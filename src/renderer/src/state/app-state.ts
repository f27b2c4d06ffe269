import type { HandlerCheck } from '#shared/check-models.ts'
import type { CommandInput, CommandName, CommandOutput } from '#shared/contract.ts'
import type { Endpoint } from '#shared/endpoint-models.ts'
import type { ListeningStatus } from '#shared/listening-models.ts'
import type { SecretSummary } from '#shared/models.ts'
import type { Settings } from '#shared/settings-models.ts'
import type { SendingOptions } from '#shared/replay-models.ts'
import type { Simulation } from '#shared/simulator-models.ts'
import type { Facets, Stats } from '#shared/total-models.ts'
import { createContext, use } from 'react'
import type { Client } from '../client/client.ts'
import { appTargetOf } from './app-target.ts'
import { createBodyCache, type BodyCache } from './body-cache.ts'
import { createFacets } from './facets.ts'
import { createLatestFirst } from './latest-first.ts'
import { returnToPlace } from './kept-place.ts'
import { createReplays, type ReplayPage } from './lists.ts'
import { createLiveValue, type LiveValue } from './live-value.ts'
import { createPathTester, type PathTester } from './path-test.ts'
import type { DialogName } from './dialog-names.ts'
import { browserAddressBar, createSelectionStore, type SelectionStore } from './selection-store.ts'
import { createShapes, type ShapesStore } from './shapes.ts'
import { createStore, type Store, type WritableStore } from './store.ts'
import { createTransfers, type Transfers } from './transfers.ts'

export type ReplayOptions = SendingOptions

export const stepNames = ['receiver', 'sample', 'wayIn', 'url', 'secret', 'event'] as const
export type StepName = (typeof stepNames)[number]

export type OpenDialog = DialogName | null

/** The first steps, as far as the reader decided what is shown of them. */
export interface Guide {
  /** Null until the app is known well enough to tell whether they are needed. */
  readonly isOpen: boolean | null
  /** The step that is unfolded; null for none. */
  readonly step: StepName | null
  /** True for one that the reader went back to: it stays when it is done. */
  readonly isPinned: boolean
  /** Since when the first real event is awaited, by `performance.now()`. */
  readonly awaitedSince: number | null
}

/** Everything that outlives a component. The stores change, this object never does. */
export interface AppState {
  readonly listening: Store<LiveValue<ListeningStatus>>
  readonly stats: Store<LiveValue<Stats>>
  readonly settings: Store<LiveValue<Settings>>
  readonly secrets: Store<LiveValue<readonly SecretSummary[]>>
  readonly endpoints: Store<LiveValue<readonly Endpoint[]>>
  readonly facets: Store<LiveValue<Facets>>
  /** The latest replays of one and of many. */
  readonly replays: Store<LiveValue<ReplayPage>>
  /** What came, went or changed in the payloads. */
  readonly shapes: ShapesStore
  /** What the simulator sends and has sent. */
  readonly simulations: Store<LiveValue<readonly Simulation[]>>
  readonly checks: Store<LiveValue<readonly HandlerCheck[]>>
  readonly selection: SelectionStore
  /** The event that the next one is compared with. */
  readonly mark: WritableStore<{ readonly id: string; readonly name: string } | null>
  readonly bodies: BodyCache
  readonly transfers: Transfers
  readonly pathTest: PathTester
  readonly guide: WritableStore<Guide>
  /** What was chosen or dropped for import. */
  readonly importFile: WritableStore<File | null>
  readonly query: WritableStore<string>
  readonly dialog: WritableStore<OpenDialog>
  readonly replayOptions: WritableStore<ReplayOptions>
  /** The sample that the button sends without asking. */
  readonly sample: WritableStore<{ readonly type: string; readonly variant: string | null }>
}

export function createAppState(client: Client): AppState {
  const query = createStore(returnToPlace(browserAddressBar))
  /** A value that is announced whole whenever it changes. */
  const announced = <K extends CommandName>(
    command: K,
    announcement: 'listening.changed' | 'stats.changed' | 'settings.changed'
  ): Store<LiveValue<CommandOutput<K>>> =>
    createLiveValue<CommandOutput<K>>({
      read: () => client.call(command, {} as CommandInput<K>),
      watch: (update, reread) =>
        client.on(announcement, (value) => update(() => value as CommandOutput<K>), reread)
    })

  const listening = announced<'listening.status'>('listening.status', 'listening.changed')
  const settings = announced<'settings.get'>('settings.get', 'settings.changed')
  const endpoints = createLiveValue<readonly Endpoint[]>({
    read: async () => (await client.call('endpoints.list', {})).rows,
    watch: (update, reread) => client.on('endpoints.changed', ({ rows }) => update(() => rows), reread)
  })
  return {
    listening,
    stats: announced('stats.summary', 'stats.changed'),
    settings,
    secrets: createLiveValue<readonly SecretSummary[]>({
      read: async () => (await client.call('secrets.list', {})).rows,
      watch: (update, reread) => client.on('secrets.changed', ({ rows }) => update(() => rows), reread)
    }),
    endpoints,
    facets: createFacets(client),
    replays: createReplays(client),
    shapes: createShapes(client),
    simulations: createLatestFirst<Simulation>({
      read: async () => (await client.call('simulator.runs', {})).rows,
      watch: (onRows, reread) => client.on('simulator.changed', ({ upserted }) => onRows(upserted), reread)
    }),
    checks: createLatestFirst<HandlerCheck>({
      read: async () => (await client.call('checks.list', {})).rows,
      watch: (onRows, reread) => client.on('checks.changed', ({ upserted }) => onRows(upserted), reread)
    }),
    selection: createSelectionStore(browserAddressBar),
    mark: createStore<{ id: string; name: string } | null>(null),
    bodies: createBodyCache(client),
    transfers: createTransfers(client),
    pathTest: createPathTester({
      client,
      listening,
      appTarget: () => appTargetOf(endpoints.getSnapshot().value, settings.getSnapshot().value)
    }),
    guide: createStore<Guide>({ isOpen: null, step: null, isPinned: false, awaitedSince: null }),
    importFile: createStore<File | null>(null),
    query,
    dialog: createStore<OpenDialog>(null),
    replayOptions: createStore<ReplayOptions>({
      mode: 'resign',
      deliveryId: 'same',
      typeNames: 'asSent',
      marker: true
    }),
    sample: createStore<{ type: string; variant: string | null }>({
      type: 'organization.directory.user_created',
      variant: null
    })
  }
}

/** What the reader chose outlives a state whose data is read anew. */
export function keepChoices(from: AppState, to: AppState): AppState {
  to.guide.set(from.guide.getSnapshot())
  to.query.set(from.query.getSnapshot())
  to.dialog.set(from.dialog.getSnapshot())
  to.replayOptions.set(from.replayOptions.getSnapshot())
  to.sample.set(from.sample.getSnapshot())
  return to
}

const AppStateContext = createContext<AppState | null>(null)

export const AppStateProvider = AppStateContext.Provider

export function useAppState(): AppState {
  const state = use(AppStateContext)
  if (!state) throw new Error('useAppState needs an AppStateProvider above it')
  return state
}
