import { setTimeout as sleep } from 'node:timers/promises'
import type { Announce, CommandName, CommandOutput, ParsedInput } from '#shared/contract.ts'
import type { Delivery, DeliverySummary } from '#shared/models.ts'
import { diffApart } from './events/diff-apart.ts'
import { createAttempts } from './forwarding/attempts.ts'
import { createForwarder } from './forwarding/forwarder.ts'
import { createReplays } from './forwarding/replays.ts'
import { createListening } from './listening.ts'
import type { CoreOptions } from './options.ts'
import type { Ports } from './ports.ts'
import { createCapture } from './receiver/capture.ts'
import { createSamples } from './samples/samples.ts'
import { openSettings } from './settings.ts'
import { explainVerdict } from './signatures/explain-verdict.ts'
import { promoteExplained } from './signatures/promote.ts'
import { loadScalekitVerifier, type SdkVerifier } from './signatures/scalekit.ts'
import { createSecrets } from './signatures/secrets.ts'
import { openStoreClient, type Store } from './store/client.ts'
import type { StoredDelivery } from './store/deliveries.ts'
import { createNgrokTunnel } from './tunnel/ngrok.ts'
import { createSelfTest } from './tunnel/public-probe.ts'

type Call<K extends CommandName> = (input: ParsedInput<K>) => Promise<CommandOutput<K>>

/** The product without a host: everything a command can ask for, and the announcements that follow. */
export interface Core {
  info: Call<'app.info'>
  readonly listening: {
    status: Call<'listening.status'>
    start: Call<'listening.start'>
    stop: Call<'listening.stop'>
  }
  readonly events: {
    list: Call<'events.list'>
    get: Call<'events.get'>
    body: Call<'events.body'>
    history: Call<'events.history'>
    diff: Call<'events.diff'>
  }
  readonly deliveries: {
    list: Call<'deliveries.list'>
    get: Call<'deliveries.get'>
    body: Call<'deliveries.body'>
  }
  readonly replays: { start: Call<'replays.start'>; list: Call<'replays.list'> }
  readonly samples: {
    types: Call<'samples.types'>
    send: Call<'samples.send'>
    curl: Call<'samples.curl'>
  }
  readonly secrets: { list: Call<'secrets.list'>; add: Call<'secrets.add'>; remove: Call<'secrets.remove'> }
  readonly settings: { get: Call<'settings.get'>; set: Call<'settings.set'> }
  readonly stats: { summary: Call<'stats.summary'> }
  /** Every change, as it commits, one by one. Whoever sends them across a transport coalesces them. */
  onAnnouncement(listener: Announce): () => void
  /** Every delivery, once, right after it was committed. */
  onDelivery(listener: (delivery: DeliverySummary) => void): () => void
  /** Stops accepting, finishes what was accepted, commits, ends the tunnel. Takes 5 s at most; safe to call twice. */
  close(): Promise<void>
}

/** Largest body that is kept whole, in bytes. */
const BODY_LIMIT = 10_000_000
/** Totals are worth an announcement, but not one per delivery. */
const STATS_EVERY_MS = 200
/** Lets whoever started the app show it first. */
const LOAD_SDK_AFTER_MS = 300

/** Opens the store, starts the receiver and returns once both are ready. Rejects with an `AppError` that says why not. */
export async function createCore(ports: Ports, options: CoreOptions): Promise<Core> {
  const { clock, log } = ports
  const store = await openStoreClient(ports.startStoreWorker(), options.dataDir, (stack) =>
    log.error('The store failed', { stack })
  )
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
    let loading: Promise<SdkVerifier> | null = null
    const verifier = () => (loading ??= loadScalekitVerifier())

    const attempts = createAttempts({
      clock,
      store,
      secrets,
      receiverPort: () => listening.receiver()?.port ?? null,
      onAttempt: (attempt) => announce('attempts.changed', { upserted: [attempt] })
    })
    const replays = createReplays({ attempts, store, log })
    const forwarder = createForwarder(options.forwardTargets, attempts, log)
    const tunnel = createNgrokTunnel({
      clock,
      log,
      version: options.version,
      startTunnelProcess: () => ports.startTunnelProcess(),
      selfTest: createSelfTest({
        expectProbe: (nonce) => listening.receiver()?.expectProbe(nonce) ?? (() => undefined)
      })
    })
    const listening = createListening({
      log,
      secrets,
      settings,
      tunnel,
      ngrok: options.ngrok,
      port: options.receiverPort,
      receiver: {
        bodyLimit: BODY_LIMIT,
        now: () => clock.now(),
        onRefused: (code) =>
          log.warn('Something that is no readable HTTP request reached the receiver', { code }),
        handle: createCapture({
          store,
          secrets,
          verifier,
          log,
          onRecorded({ delivery, created }) {
            listening.reportStore({ state: 'ok', reason: null })
            deliveryListeners.forEach((listener) => listener(delivery))
            if (created && delivery.eventId !== null) forwarder.forward(delivery.eventId)
          },
          onStoreFailure: (reason) => listening.reportStore({ state: 'failed', reason })
        })
      },
      onChange: (status) => announce('listening.changed', status)
    })
    const samples = createSamples({ clock, secrets, webhookUrl: () => listening.localWebhookUrl() })

    let statsTimer: NodeJS.Timeout | undefined
    const announceStats = async () => {
      statsTimer = undefined
      try {
        announce('stats.changed', await store.call('stats'))
      } catch {
        // The store is closing or lost; `onLost` has told the user what there is to tell.
      }
    }
    store.onChange(({ seq, isWide, events, deliveries }) => {
      const rest = { seq, removed: [] }
      if (events.length > 0) announce('events.changed', { ...rest, upserted: events, stale: isWide })
      if (deliveries.length > 0)
        announce('deliveries.changed', { ...rest, upserted: deliveries, stale: false })
      statsTimer ??= setTimeout(() => void announceStats(), STATS_EVERY_MS)
    })
    store.onLost((reason) =>
      listening.reportStore({
        state: 'failed',
        reason: `The store has stopped (${reason}). Restart the app.`
      })
    )

    await listening.openReceiver()
    const promote = async () => promoteExplained(store, await verifier(), secrets.ofUser())
    /** Deliveries may have been stored before a secret of this run became known. */
    const promoteAtStart = async () => {
      const isUp = await sleep(LOAD_SDK_AFTER_MS, true, { signal: ending.signal }).catch(() => false)
      if (isUp) await promote()
    }
    const ending = new AbortController()
    const startupPromotion = promoteAtStart().catch((error: unknown) =>
      log.error('Stored deliveries could not be checked again', { reason: String(error) })
    )

    let closing: Promise<void> | null = null

    const withExplanation = (stored: StoredDelivery): Delivery => {
      const { secretId, ...delivery } = stored
      const summary = secretId === null ? null : secrets.find(secretId)
      const signingCount = secrets.ofUser().length
      const secret = summary && {
        id: summary.id,
        kind: summary.kind,
        label: summary.label,
        lastFour: summary.lastFour
      }
      return { ...delivery, secret, explanation: explainVerdict(stored, secret, signingCount) }
    }
    const announceSecrets = () => {
      announce('secrets.changed', { rows: secrets.summaries() })
      announce('listening.changed', listening.status())
    }

    return {
      info: async () => ({
        version: options.version,
        host: options.host,
        dataDir: options.dataDir,
        vault: await ports.vault.describe()
      }),
      listening: {
        status: async () => listening.status(),
        start: ({ tunnel: kind }) => listening.start(kind),
        stop: () => listening.stop()
      },
      events: {
        list: (input) => listEvents(store, input),
        get: async ({ id }) => {
          const { summary, delivery, previousId } = await store.call('getEvent', id)
          return { ...summary, delivery: withExplanation(delivery), previousId }
        },
        body: (input) => store.call('eventBody', input),
        history: (input) => store.call('history', input),
        diff: async (input) => {
          const result = await store.call('diffOrBodies', input)
          return 'rows' in result ? result : diffApart(ports.startStoreWorker(), result)
        }
      },
      deliveries: {
        list: (input) => store.call('listDeliveries', input),
        get: async ({ id }) => withExplanation(await store.call('getDelivery', id)),
        body: (input) => store.call('deliveryBody', input)
      },
      replays: {
        start: (input) => replays.start(input),
        list: async ({ eventId }) => ({ rows: await store.call('listAttempts', eventId) })
      },
      samples: {
        types: () => samples.types(),
        send: (input) => samples.send(input),
        curl: (input) => samples.curl(input)
      },
      secrets: {
        list: async () => ({ rows: secrets.summaries() }),
        add: async (input) => {
          const added = await secrets.add(input)
          announceSecrets()
          return { ...added, promoted: input.kind === 'signing' ? await promote() : 0 }
        },
        remove: async ({ id }) => {
          await secrets.remove(id)
          announceSecrets()
          return { rows: secrets.summaries() }
        }
      },
      settings: {
        get: async () => settings.get(),
        set: async (change) => {
          const next = await settings.set(change)
          announce('settings.changed', next)
          if (change.webhookPath !== undefined) announce('listening.changed', listening.status())
          return next
        }
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
          forwarder.close()
          await listening.stop()
          await Promise.all([attempts.close(), startupPromotion])
          clearTimeout(statsTimer)
          await store.close()
        })()
        return closing
      }
    }
  }
}

/** Goes through the store in short steps, so that a filter that matches little holds up nothing. */
async function listEvents(
  store: Store,
  input: ParsedInput<'events.list'>
): Promise<CommandOutput<'events.list'>> {
  const page = await store.call('listEvents', input)
  while (page.next !== null && page.rows.length < input.limit) {
    const more = { ...input, before: page.next, limit: input.limit - page.rows.length }
    const { rows, next } = await store.call('listEvents', more)
    page.rows.push(...rows)
    page.next = next
  }
  return page
}
