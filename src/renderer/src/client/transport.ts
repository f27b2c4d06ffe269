import type { AnnouncementName } from '#shared/contract.ts'
import type { Reply, Transport } from '#shared/transport.ts'
import { lossOf, type LinkLoss } from './link-loss.ts'
import { shareEventStream } from './shared-stream.ts'

declare global {
  interface Window {
    /** Set by the desktop host's preload; absent in browser mode. */
    readonly transport?: Transport
  }
}

export interface PageTransport extends Transport {
  /** A browser keeps few connections to one address: the signal frees that of a request that is not needed any more. */
  request(command: string, input: unknown, signal?: AbortSignal): Promise<Reply>
  /** Why the core cannot be reached, null while it can. Only HTTP can lose it, so only HTTP tells. */
  watchLink?(onChange: (loss: LinkLoss | null) => void): () => void
}

/** The one place that knows there are two hosts. */
export const pickTransport = (): PageTransport =>
  window.transport ? withoutSignal(window.transport) : createHttpTransport('')

/** The desktop's bridge copies what it is given, and a signal cannot be copied. */
const withoutSignal = ({ request, subscribe }: Transport): PageTransport => ({
  request: (command, input) => request(command, input),
  subscribe
})

/** An event stream hands over only names that were asked for; the compiler keeps this list complete. */
const announcementNames = {
  'events.changed': true,
  'deliveries.changed': true,
  'attempts.changed': true,
  'shapes.changed': true,
  'replays.changed': true,
  'simulator.changed': true,
  'checks.changed': true,
  'actions.chosen': true,
  'notices.raised': true,
  'files.saved': true,
  'endpoints.changed': true,
  'arrivals.changed': true,
  'listening.changed': true,
  'secrets.changed': true,
  'settings.changed': true,
  'stats.changed': true
} satisfies Record<AnnouncementName, true>

const openMs = 5_000

const unavailable = (message: string): Reply => ({ ok: false, error: { code: 'unavailable', message } })

export function createHttpTransport(base: string): PageTransport {
  const linkListeners = new Set<(loss: LinkLoss | null) => void>()
  let loss: LinkLoss | null = null
  const tellLink = (next: LinkLoss | null) => {
    loss = next
    linkListeners.forEach((listener) => listener(next))
  }
  const send = (command: string, input: unknown, signal: AbortSignal | null = null) =>
    fetch(`${base}/rpc/${encodeURIComponent(command)}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(input),
      signal
    })
  /** A failed stream does not say why; a command's answer does. */
  const findLoss = () =>
    send('app.info', {}, AbortSignal.timeout(openMs)).then(
      ({ status }) => lossOf(status),
      () => lossOf(null)
    )

  return {
    async request(command, input, signal) {
      let response: Response
      try {
        response = await send(command, input, signal)
      } catch {
        return unavailable('The app does not answer. Check that it is still running, then try again.')
      }
      try {
        return (await response.json()) as Reply
      } catch {
        return unavailable(
          response.status === 401
            ? 'This page belongs to an earlier run of the app. Open the link that the app printed when it started again.'
            : `The app gave an answer that is not JSON (HTTP ${response.status}). Reload the page.`
        )
      }
    },

    subscribe(onAnnouncement, onResync) {
      // A browser that has used up its connections to this address neither opens the stream nor fails it.
      const opening = setTimeout(() => {
        if (loss === null) tellLink('noStream')
      }, openMs)
      const source = { url: `${base}/events`, names: Object.keys(announcementNames), findLoss }
      const stop = shareEventStream(source, (message) => {
        if (message.kind === 'announcement') return onAnnouncement(message.name, message.payload)
        clearTimeout(opening)
        tellLink(message.kind === 'lost' ? message.loss : null)
        // Also the first time: a list may have been read before the stream was open.
        if (message.kind === 'opened') onResync()
      })
      return () => {
        clearTimeout(opening)
        stop()
      }
    },

    watchLink(onChange) {
      linkListeners.add(onChange)
      return () => linkListeners.delete(onChange)
    }
  }
}
