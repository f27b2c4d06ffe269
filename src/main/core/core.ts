import type { Announce } from '#shared/contract.ts'
import type { ListeningStatus, WayIn } from '#shared/listening-models.ts'
import type { DeliverySummary } from '#shared/models.ts'
import { createApart } from './apart.ts'
import { createAuthtokenCommands, type AuthtokenCommands } from './authtoken/authtoken-commands.ts'
import type { Call } from './commands.ts'
import { createCredentialCommands, type CredentialCommands } from './credentials/credential-commands.ts'
import { createDeleting, type Deleting } from './deleting.ts'
import { createDeliveryCommands, type DeliveryCommands } from './deliveries/delivery-commands.ts'
import { createEventCommands, type EventCommands } from './events/event-commands.ts'
import { createEntityCommands, type EntityCommands } from './entities/entity-commands.ts'
import { createEndpointCommands, type EndpointCommands } from './endpoints/endpoint-commands.ts'
import { FIRST_ENDPOINT_ID, openEndpoints } from './endpoints/endpoints.ts'
import { createAttempts } from './forwarding/attempts.ts'
import { createForwarder } from './forwarding/forwarder.ts'
import { createReplays } from './forwarding/replays.ts'
import { createListening } from './listening.ts'
import { createMappingCommands, type MappingCommands } from './mapping/mapping-commands.ts'
import type { CoreOptions } from './options.ts'
import { createPathProof } from './path-proof.ts'
import type { Ports } from './ports.ts'
import { createCapture } from './receiver/capture.ts'
import { createSamples } from './samples/samples.ts'
import { openSettings } from './settings.ts'
import { createExplain } from './signatures/explain.ts'
import { createPromotion } from './signatures/promote.ts'
import { loadScalekitVerifier, type SdkVerifier } from './signatures/scalekit.ts'
import { createSecretCommands, type SecretCommands } from './signatures/secret-commands.ts'
import { createSecrets } from './signatures/secrets.ts'
import { openStoreClient } from './store/client.ts'
import { announceStore } from './store-announcements.ts'
import { createExport } from './transfer/export.ts'
import { createImport } from './transfer/import.ts'
import { createTunnels } from './tunnel/tunnels.ts'
import { watchForWake } from './tunnel/wake-sense.ts'

/** The product without a host: everything a command can ask for, and the announcements that follow. */
export interface Core {
  info: Call<'app.info'>
  readonly listening: {
    status: Call<'listening.status'>
    start: Call<'listening.start'>
    /** For a host that is told by its own options which way in to open: this run's only, the stored one stays. */
    startOnce(wayIn: WayIn): Promise<ListeningStatus>
    test: Call<'listening.test'>
    stop: Call<'listening.stop'>
    /** For a host that knows when the machine wakes up: the tunnel is checked, or tried again, at once. */
    wake(): void
  }
  readonly events: EventCommands & { readonly delete: Deleting['events'] }
  readonly deliveries: DeliveryCommands & {
    readonly delete: Deleting['deliveries']
    readonly export: Call<'deliveries.export'>
    readonly import: Call<'deliveries.import'>
  }
  readonly entities: EntityCommands
  readonly mappings: MappingCommands
  readonly deletions: { readonly undo: Deleting['undo'] }
  readonly replays: { start: Call<'replays.start'>; list: Call<'replays.list'> }
  readonly samples: {
    types: Call<'samples.types'>
    send: Call<'samples.send'>
    curl: Call<'samples.curl'>
  }
  readonly endpoints: EndpointCommands
  readonly secrets: SecretCommands
  readonly authtoken: AuthtokenCommands
  readonly credentials: CredentialCommands
  readonly settings: { get: Call<'settings.get'>; set: Call<'settings.set'> }
  readonly stats: { summary: Call<'stats.summary'> }
  /** Every change, as it commits, one by one. Whoever sends them across a transport coalesces them. */
  onAnnouncement(listener: Announce): () => void
  /** Every delivery, once, right after it was committed. */
  onDelivery(listener: (delivery: DeliverySummary) => void): () => void
  /** Stops accepting, finishes what was accepted, commits, ends the tunnel. Takes 5 s at most; safe to call twice. */
  close(): Promise<void>
}

/** Opens the store, starts the receiver and returns once both are ready. Rejects with an `AppError` that says why not. */
export async function createCore(ports: Ports, options: CoreOptions): Promise<Core> {
  const { clock, log } = ports
  const store = await openStoreClient(
    () => ports.startStoreWorker(),
    options.dataDir,
    (problem) => log.error('The store failed', { problem })
  )
  for (const notice of store.notices) log.warn(notice)
  try {
    return await assemble()
  } catch (error) {
    await store.close()
    throw error
  }

  async function assemble(): Promise<Core> {
    const announceListeners = new Set<Announce>()
    const deliveryListeners = new Set<(delivery: DeliverySummary) => void>()
    const announce: Announce = (name, payload) =>
      announceListeners.forEach((listener) => listener(name, payload))

    const secrets = await createSecrets(ports, store, options.sessionSecrets)
    const settings = await openSettings(store)
    // Loading the SDK takes longer than all the rest of the start, so it waits until the app is up or a request came.
    const ending = new AbortController()
    let loading: Promise<SdkVerifier> | null = null
    const verifier = () => (loading ??= loadScalekitVerifier())

    const attempts = createAttempts({
      clock,
      store,
      secrets,
      receiverPort: () => listening.receiver()?.port ?? null,
      onAttempt(attempt) {
        proof.noteAttempt(attempt)
        announce('attempts.changed', { upserted: [attempt] })
      }
    })
    const endpoints = await openEndpoints({
      store,
      clock,
      sessionTargets: options.forwardTargets,
      checkTarget: (target) => attempts.check(target)
    })
    const replays = createReplays({ attempts, store, log })
    const forwarder = createForwarder((id) => endpoints.forwardTargets(id), attempts, log)
    const tunnel = createTunnels({
      clock,
      log,
      version: options.version,
      startTunnelProcess: () => ports.startTunnelProcess(),
      selfTest: (...test) => proof.selfTest(...test),
      first: settings.get().wayIn ?? 'none'
    })
    const listening = createListening({
      log,
      secrets,
      settings,
      tunnel,
      ngrok: options.ngrok,
      port: options.receiverPort,
      receiver: {
        bodyLimit: () => settings.get().bodyLimit,
        now: () => clock.now(),
        onRefused: (code) =>
          log.warn('Something that is no readable HTTP request reached the receiver', { code }),
        handle: createCapture({
          store,
          endpoints,
          secrets,
          verifier,
          log,
          onRecorded({ delivery, created }, { headers }) {
            proof.noteDelivery(headers)
            listening.reportStore({ state: 'ok', reason: null })
            deliveryListeners.forEach((listener) => listener(delivery))
            if (created && delivery.eventId !== null) forwarder.forward(delivery.eventId, delivery.endpointId)
          },
          onStoreFailure: (reason) => listening.reportStore({ state: 'failed', reason })
        })
      },
      remember: (wayIn) => setSettings({ wayIn }),
      onChange: (status) => announce('listening.changed', status)
    })
    const proof = createPathProof({
      clock,
      tunnel,
      receiver: () => listening.receiver(),
      receiverStatus: () => listening.status().receiver,
      proveDisk: () => store.call('proveDisk'),
      appTarget: () => endpoints.forwardTargets(FIRST_ENDPOINT_ID)[0] ?? settings.get().replayTarget,
      checkTarget: (target) => attempts.check(target)
    })
    const wake = (why: string) => {
      if (tunnel.status().state !== 'stopped') log.info('The tunnel is looked after', { why })
      tunnel.wake()
    }
    const samples = createSamples({
      clock,
      secrets,
      webhookUrl: () => listening.localWebhookUrl(),
      findInterceptorCall: async (id) => {
        const { rows } = await store.call('listDeliveries', { kind: 'interceptor', limit: 50 })
        return rows.find((row) => row.webhookId === id)?.id ?? null
      }
    })

    const storeNews = announceStore({
      store,
      secrets,
      log,
      announce,
      reportStore: (status) => listening.reportStore(status)
    })

    await listening.openReceiver()
    const { promote, settled } = createPromotion({ store, verifier, secrets, log, signal: ending.signal })

    const stopWatching = watchForWake({ clock }, wake)
    let closing: Promise<void> | null = null

    const runApart = createApart(() => ports.startStoreWorker())
    const explain = createExplain({
      secrets,
      endpoint: endpoints.find,
      runApart
    })
    const deleting = createDeleting(store, () => promote())
    const announceSecrets = () => {
      storeNews.secrets()
      announce('listening.changed', listening.status())
    }
    const setSettings: Call<'settings.set'> = async (change) => {
      const next = await settings.set(change)
      announce('settings.changed', next)
      if (change.webhookPath !== undefined) announce('listening.changed', listening.status())
      return next
    }

    return {
      info: async () => ({
        version: options.version,
        host: options.host,
        dataDir: options.dataDir,
        vault: await ports.vault.describe(),
        notices: [...store.notices]
      }),
      listening: {
        status: async () => listening.status(),
        start: ({ tunnel: wayIn }) => listening.start(wayIn),
        startOnce: (wayIn) => listening.start(wayIn, { once: true }),
        test: () => proof.test(),
        stop: () => listening.stop(),
        wake: () => wake('The machine woke up')
      },
      events: {
        ...createEventCommands({ store, explain, runApart }),
        delete: deleting.events
      },
      deliveries: {
        ...createDeliveryCommands({ store, explain }),
        delete: deleting.deliveries,
        export: createExport(store),
        import: createImport({ store, clock, endpoints, secrets, verifier })
      },
      entities: createEntityCommands({ store }),
      mappings: createMappingCommands({ store, runApart }),
      deletions: { undo: deleting.undo },
      replays: {
        start: (input) => replays.start(input),
        list: async ({ eventId }) => ({ rows: await store.call('listAttempts', eventId) })
      },
      samples,
      endpoints: createEndpointCommands({
        endpoints,
        secrets,
        onChange: () => announce('endpoints.changed', { rows: endpoints.list() }),
        onSecretsChange: announceSecrets
      }),
      secrets: createSecretCommands({
        secrets,
        promote,
        checkSettings: settings.check,
        setSettings,
        onChange: announceSecrets
      }),
      authtoken: createAuthtokenCommands({
        secrets,
        fromEnvironment: options.ngrok.authtoken,
        configFiles: options.ngrok.configFiles,
        onChange: announceSecrets
      }),
      credentials: createCredentialCommands({ settings, secrets }),
      settings: {
        get: async () => settings.get(),
        set: setSettings
      },
      stats: { summary: () => store.call('stats') },
      onAnnouncement(listener) {
        announceListeners.add(listener)
        return () => void announceListeners.delete(listener)
      },
      onDelivery(listener) {
        deliveryListeners.add(listener)
        return () => void deliveryListeners.delete(listener)
      },
      close() {
        closing ??= (async () => {
          ending.abort()
          stopWatching()
          forwarder.close()
          await listening.stop()
          await Promise.all([attempts.close(), settled])
          storeNews.end()
          await store.close()
        })()
        return closing
      }
    }
  }
}
