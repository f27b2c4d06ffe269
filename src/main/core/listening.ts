import { AppError, messageOf } from '#shared/errors.ts'
import type { ListeningStatus, ReceiverStatus, StoreStatus, WayIn } from '#shared/listening-models.ts'
import type { NgrokOptions } from './options.ts'
import type { Log } from './ports.ts'
import { openReceiver, type Receiver, type ReceiverOptions } from './receiver/receiver.ts'
import type { SettingsStore } from './settings.ts'
import type { Secrets } from './signatures/secrets.ts'
import type { Tunnel } from './tunnel/tunnel.ts'
import type { WayInRequest } from './tunnel/tunnels.ts'

/** The way in, from the public URL to the disk: what of it is up, and why not where it is not. */
export interface Listening {
  status(): ListeningStatus
  openReceiver(): Promise<void>
  /**
   * Opens this way in, else the one of the settings, else ngrok where there is an authtoken. A given one is
   * remembered, but where it is for `once`.
   */
  start(wayIn: WayIn | undefined, options?: { readonly once?: true }): Promise<ListeningStatus>
  stop(): Promise<ListeningStatus>
  receiver(): Receiver | null
  /** The local address for the provider's requests; null while the receiver is closed. */
  localWebhookUrl(): string | null
  reportStore(status: StoreStatus): void
}

export interface ListeningParts {
  readonly log: Log
  readonly secrets: Secrets
  readonly settings: SettingsStore
  readonly tunnel: Tunnel<WayInRequest>
  readonly ngrok: NgrokOptions
  /** Null asks for the usual one. */
  readonly port: number | null
  readonly receiver: Omit<ReceiverOptions, 'port'>
  /** Keeps the way in that was asked for as the one to take. */
  remember(wayIn: WayIn): Promise<unknown>
  onChange(status: ListeningStatus): void
}

const USUAL_PORT = 3000
/** How many ports after a taken one are tried before any free one will do. */
const NEIGHBOURS = 20
const CLOSE_LIMIT_MS = 2_500

export function createListening(parts: ListeningParts): Listening {
  const { log, secrets, settings, tunnel, ngrok } = parts
  const wanted = parts.port ?? USUAL_PORT
  let receiver: Receiver | null = null
  let receiverStatus: ReceiverStatus = { state: 'stopped', url: null, busyPort: null, reason: null }
  let storeStatus: StoreStatus = { state: 'ok', reason: null }
  /** Starting and stopping happen one after the other, however fast the button is clicked. */
  let turn: Promise<unknown> = Promise.resolve()

  const authtoken = () => secrets.ngrokAuthtoken() ?? ngrok.authtoken
  const authtokenOrigin = () => {
    if (secrets.ngrokAuthtoken() !== null) return 'stored'
    return ngrok.authtoken === null ? null : 'environment'
  }
  const localWebhookUrl = () =>
    receiverStatus.url === null ? null : receiverStatus.url + settings.get().webhookPath
  const status = (): ListeningStatus => {
    const tunnelStatus = tunnel.status()
    const { publicUrl } = tunnelStatus
    const isPublic = tunnelStatus.state === 'online' && publicUrl !== null
    return {
      receiver: receiverStatus,
      tunnel: tunnelStatus,
      store: storeStatus,
      copyUrl: isPublic ? publicUrl.replace(/\/$/, '') + settings.get().webhookPath : localWebhookUrl(),
      authtoken: authtokenOrigin()
    }
  }
  const changed = () => parts.onChange(status())
  const setReceiver = (next: ReceiverStatus) => {
    receiverStatus = next
    changed()
  }
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const result = turn.then(work)
    turn = result.catch(() => undefined)
    return result
  }

  const open = async () => {
    if (receiver) return
    setReceiver({ state: 'starting', url: null, busyPort: null, reason: null })
    try {
      receiver = await openOnFreePort(wanted, parts.receiver)
    } catch (error) {
      const reason = `The receiver could not open a port on 127.0.0.1 (${messageOf(error)}).`
      setReceiver({ state: 'failed', url: null, busyPort: null, reason })
      throw new AppError('unavailable', reason, { cause: error })
    }
    const isMoved = wanted !== 0 && receiver.port !== wanted
    if (isMoved)
      log.warn(`Port ${wanted} is taken by another program; the receiver listens on ${receiver.port}`)
    setReceiver({
      state: 'listening',
      url: `http://127.0.0.1:${receiver.port}`,
      busyPort: isMoved ? wanted : null,
      reason: null
    })
  }

  /** What a way in is asked with, once the receiver's address is known. Throws where something of it is not set. */
  const readWayIn = (kind: WayIn): ((receiverUrl: string) => WayInRequest) => {
    if (kind === 'none') return () => ({ kind })
    const { ownPublicUrl: publicUrl, ngrokDomain } = settings.get()
    if (kind === 'own') {
      if (publicUrl === null) {
        throw new AppError(
          'conflict',
          'There is no public URL of your own yet. Give the one that leads here first.'
        )
      }
      return (receiverUrl) => ({ kind, publicUrl, receiverUrl })
    }
    const token = authtoken()
    if (token === null) {
      throw new AppError(
        'conflict',
        'There is no ngrok authtoken. Paste one, or set NGROK_AUTHTOKEN before starting the app.'
      )
    }
    const { domain, connectUrl, connectCas } = ngrok
    return (receiverUrl) => ({
      kind,
      receiverUrl,
      authtoken: token,
      domain: ngrokDomain ?? domain,
      connectUrl,
      connectCas
    })
  }

  tunnel.onChange(changed)
  return {
    status,
    openReceiver: () => inTurn(open),
    start: (asked, { once } = {}) =>
      inTurn(async () => {
        const kind = asked ?? settings.get().wayIn ?? (authtoken() === null ? 'none' : 'ngrok')
        const requestFor = readWayIn(kind)
        await open()
        const { url } = receiverStatus
        if (url !== null) tunnel.start(requestFor(url))
        if (!once && asked !== undefined && asked !== settings.get().wayIn) {
          await parts
            .remember(asked)
            .catch((error: unknown) =>
              log.warn('The way in could not be remembered', { reason: messageOf(error) })
            )
        }
        return status()
      }),
    stop: () =>
      inTurn(async () => {
        const closing = receiver
        receiver = null
        await Promise.all([tunnel.stop(), closing?.close(CLOSE_LIMIT_MS)])
        setReceiver({ state: 'stopped', url: null, busyPort: null, reason: null })
        return status()
      }),
    receiver: () => receiver,
    localWebhookUrl,
    reportStore(next) {
      if (next.state === storeStatus.state && next.reason === storeStatus.reason) return
      storeStatus = next
      changed()
    }
  }
}

async function openOnFreePort(wanted: number, options: Omit<ReceiverOptions, 'port'>): Promise<Receiver> {
  const candidates = [wanted]
  for (let port = wanted + 1; wanted !== 0 && port <= Math.min(wanted + NEIGHBOURS, 65_535); port++)
    candidates.push(port)
  for (const port of candidates) {
    try {
      return await openReceiver({ ...options, port })
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : null
      if (code !== 'EADDRINUSE' && code !== 'EACCES') throw error
    }
  }
  return openReceiver({ ...options, port: 0 })
}
