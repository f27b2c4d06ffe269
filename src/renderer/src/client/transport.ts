import type { AnnouncementName } from '#shared/contract.ts'
import type { Reply, Transport } from '#shared/transport.ts'

declare global {
  interface Window {
    /** Set by the desktop host's preload; absent in browser mode. */
    readonly transport?: Transport
  }
}

/** Whether the core can be reached: null until the first answer. Only HTTP can lose it, so only HTTP tells. */
export interface PageTransport extends Transport {
  watchLink?(onChange: (isUp: boolean) => void): () => void
}

/** The one place that knows there are two hosts. */
export const pickTransport = (): PageTransport => window.transport ?? createHttpTransport('')

/** An event stream hands over only names that were asked for; the compiler keeps this list complete. */
const announcementNames = {
  'events.changed': true,
  'deliveries.changed': true,
  'attempts.changed': true,
  'listening.changed': true,
  'secrets.changed': true,
  'settings.changed': true,
  'stats.changed': true
} satisfies Record<AnnouncementName, true>

const reconnectMs = 2_000
const openMs = 5_000

const unavailable = (message: string): Reply => ({ ok: false, error: { code: 'unavailable', message } })

export function createHttpTransport(base: string): PageTransport {
  const linkListeners = new Set<(isUp: boolean) => void>()
  const tellLink = (isUp: boolean) => linkListeners.forEach((listener) => listener(isUp))

  return {
    async request(command, input) {
      let response: Response
      try {
        response = await fetch(`${base}/rpc/${encodeURIComponent(command)}`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(input)
        })
      } catch {
        return unavailable('The app does not answer. Check that it is still running, then try again.')
      }
      try {
        return (await response.json()) as Reply
      } catch {
        return unavailable(
          response.status === 401
            ? 'This page belongs to an earlier run of the app. Open the link that the app printed when it started.'
            : `The app gave an answer that is not JSON (HTTP ${response.status}). Reload the page.`
        )
      }
    },

    subscribe(onAnnouncement, onResync) {
      let source: EventSource
      let retry: ReturnType<typeof setTimeout> | undefined
      // A browser that has used up its connections to this address neither opens the stream nor fails it.
      const opening = setTimeout(() => tellLink(false), openMs)
      const connect = () => {
        source = new EventSource(`${base}/events`)
        source.addEventListener('open', () => {
          clearTimeout(opening)
          tellLink(true)
          // Also the first time: a list may have been read before the stream was open.
          onResync()
        })
        source.addEventListener('error', () => {
          tellLink(false)
          // The browser retries by itself except after an HTTP error.
          if (source.readyState === EventSource.CLOSED) retry = setTimeout(connect, reconnectMs)
        })
        for (const name of Object.keys(announcementNames)) {
          source.addEventListener(name, (message: MessageEvent<string>) => {
            onAnnouncement(name, JSON.parse(message.data) as unknown)
          })
        }
      }
      connect()
      return () => {
        clearTimeout(opening)
        clearTimeout(retry)
        source.close()
      }
    },

    watchLink(onChange) {
      linkListeners.add(onChange)
      return () => linkListeners.delete(onChange)
    }
  }
}
