import type { Announce } from '#shared/contract.ts'
import type { DeliverySummary } from '#shared/models.ts'
import { createApart } from './apart.ts'
import { createAppCommands } from './app-commands.ts'
import { createAuthtokenCommands } from './authtoken/authtoken-commands.ts'
import type { CoreCommands } from './core-commands.ts'
import type { Call } from './commands.ts'
import { createCredentialCommands } from './credentials/credential-commands.ts'
import { createDeleting } from './deleting.ts'
import { createDeliveryCommands } from './deliveries/delivery-commands.ts'
import { createEventCommands } from './events/event-commands.ts'
import { createEntityCommands } from './entities/entity-commands.ts'
import { createEndpointCommands } from './endpoints/endpoint-commands.ts'
import { FIRST_ENDPOINT_ID, openEndpoints } from './endpoints/endpoints.ts'
import { createForwarder } from './forwarding/forwarder.ts'
import { createChecks } from './checks/checks.ts'
import { createShareCommands } from './sharing/share-commands.ts'
import { createSimulatorCommands } from './simulator/simulator-commands.ts'
import { createListeners } from './listeners.ts'
import { createListening } from './listening.ts'
import { createListeningCommands } from './listening-commands.ts'
import { createMappingCommands } from './mapping/mapping-commands.ts'
import type { CoreOptions } from './options.ts'
import { createPathProof } from './path-proof.ts'
import type { Ports } from './ports.ts'
import { createCapture } from './receiver/capture.ts'
import { createSamples } from './samples/samples.ts'
import { createSending } from './sending.ts'
import { openSettings } from './settings.ts'
import { createExplain } from './signatures/explain.ts'
import { createPromotion } from './signatures/promote.ts'
import { loadScalekitVerifier, type SdkVerifier } from './signatures/scalekit.ts'
import { createSecretCommands } from './signatures/secret-commands.ts'
import { createSecrets } from './signatures/secrets.ts'
import { openStoreClient } from './store/client.ts'
import { announceStore } from './store-announcements.ts'
import { createExport } from './transfer/export.ts'
import { createImport } from './transfer/import.ts'
import { leadsBack } from './tunnel/leads-back.ts'
import { createTunnels } from './tunnel/tunnels.ts'
import { watchForWake } from './tunnel/wake-sense.ts'

/** The product without a host: everything a command can ask for, and the announcements that follow. */
export interface Core extends CoreCommands {
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
    const announced = createListeners<Announce>()
    const delivered = createListeners<(delivery: DeliverySummary) => void>()
    const announce: Announce = (name, payload) => announced.all.forEach((listener) => listener(name, payload))

    const secrets = await createSecrets(ports, store, options.sessionSecrets)
    const settings = await openSettings(store)
    // Loading the SDK takes longer than all the rest of the start, so it waits until the app is up or a request came.
    const ending = new AbortController()
    let loading: Promise<SdkVerifier> | null = null
    const verifier = () => (loading ??= loadScalekitVerifier())

    const sending = createSending({
      clock,
      log,
      store,
      secrets,
      receiverPort: () => listening.receiver()?.port ?? null,
      leadsBack: (url) => leadsBack(url, tunnel.status(), settings.get().webhookPath),
      forwardTargets: () => endpoints.list().flatMap(({ id }) => endpoints.forwardTargets(id)),
      settings: () => settings.get(),
      setTrusted: (trustedOrigins) => setSettings({ trustedOrigins }),
      onAttempt: (attempt) => proof.noteAttempt(attempt),
      announce
    })
    const { attempts } = sending
    const checks = createChecks({ clock, log, secrets, check: (target) => attempts.check(target), announce })
    const endpoints = await openEndpoints({
      store,
      clock,
      sessionTargets: options.forwardTargets,
      checkTarget: (target) => attempts.check(target),
      onChange() {
        forwarder.refresh()
        announce('endpoints.changed', { rows: endpoints.list() })
      }
    })
    const forwarder = createForwarder({
      store,
      attempts,
      log,
      clock,
      plan: (id) => endpoints.forwardPlan(id),
      onRemark: (attempt) => announce('attempts.changed', { upserted: [attempt] })
    })
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
          forwarder,
          log,
          clock,
          ending: ending.signal,
          onRecorded({ delivery }, { headers }) {
            proof.noteDelivery(headers)
            listening.reportStore({ state: 'ok', reason: null })
            delivered.all.forEach((listener) => listener(delivery))
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
    const { promote, settled } = createPromotion({
      store,
      verifier,
      secrets,
      log,
      signal: ending.signal,
      painted: options.painted
    })

    const app = createAppCommands({
      ports,
      options,
      store,
      secrets,
      settings,
      listening,
      endpoints,
      announce
    })
    announced.add(app.hear)
    delivered.add(app.hearDelivery)

    const stopWatching = watchForWake({ clock }, wake)
    let closing: Promise<void> | null = null

    const runApart = createApart(() => ports.startStoreWorker())
    const explain = createExplain({ secrets, endpoint: endpoints.find, runApart })
    const simulator = createSimulatorCommands({
      clock,
      log,
      announce,
      store,
      secrets,
      listening,
      endpoints,
      webhookPath: () => settings.get().webhookPath
    })
    const deleting = createDeleting(store, () => promote(), sending.tellReplays)
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
      ...app.commands,
      listening: createListeningCommands(listening, proof, wake),
      events: {
        ...createEventCommands({ store, explain, runApart }),
        delete: deleting.events
      },
      deliveries: {
        ...createDeliveryCommands({ store, explain, promote }),
        delete: deleting.deliveries,
        export: createExport(store),
        import: createImport({ store, clock, endpoints, secrets, verifier })
      },
      entities: createEntityCommands({ store }),
      mappings: createMappingCommands({ store, runApart }),
      deletions: { undo: deleting.undo },
      ...sending.commands,
      simulator,
      checks,
      sharing: createShareCommands({
        store,
        clock,
        secrets,
        runApart,
        redactApart: (delivery) => runApart({ task: 'redact', delivery }),
        targets: async () => (await sending.commands.targets.list({})).rows
      }),
      samples,
      endpoints: createEndpointCommands({ endpoints, secrets, onSecretsChange: announceSecrets }),
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
      settings: { get: async () => settings.get(), set: setSettings },
      stats: { summary: () => store.call('stats'), compact: () => store.call('compact') },
      onAnnouncement: announced.add,
      onDelivery: delivered.add,
      close() {
        closing ??= (async () => {
          ending.abort()
          stopWatching()
          app.close()
          await simulator.close()
          forwarder.close()
          await listening.stop()
          await Promise.all([sending.close(), checks.close(), settled])
          storeNews.end()
          await store.close()
        })()
        return closing
      }
    }
  }
}
