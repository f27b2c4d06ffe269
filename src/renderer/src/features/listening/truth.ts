import type { ListeningStatus } from '#shared/models.ts'
import type { LinkLoss } from '../../client/link-loss.ts'
import type { Tone } from '../../components/tag.tsx'
import { formatDuration } from '../../lib/format-time.ts'

/** The one thing to know about listening: a word, and where it is not all well, why and what to do. */
export interface Truth {
  readonly tone: Tone
  readonly word: string
  /** What is awaited or what went wrong; null where the address says enough. */
  readonly detail: string | null
  readonly fix: string | null
  /** Set while something is awaited; changes with what is awaited. */
  readonly waitingFor: string | null
}

const well = { detail: null, fix: null, waitingFor: null } as const

/** What a page says that hears nothing of the app. */
export function truthOfLoss(loss: LinkLoss): Truth {
  const lost = { ...well, tone: 'bad', word: 'Not connected' } as const
  switch (loss) {
    case 'silent':
      return {
        ...lost,
        detail: 'The app does not answer. If it was closed, start it again and open the link it prints.'
      }
    case 'earlierRun':
      return {
        ...lost,
        word: 'Earlier run',
        detail:
          'This page belongs to an earlier run of the app. Open the link that the app printed when it started again.'
      }
    case 'noStream':
      return {
        ...lost,
        detail: 'This page gets no news from the app and keeps trying.',
        fix: 'If many tabs of the app are open, close some.'
      }
  }
}

/** Reads the chain from its far end: what is broken nearest to the disk says most. */
export function truthOf({ receiver, tunnel, store }: ListeningStatus): Truth {
  if (store.state === 'failed') {
    return {
      tone: 'bad',
      word: 'Cannot store',
      detail: store.reason ?? 'The disk refuses writes, so deliveries are answered with 503.',
      fix: null,
      waitingFor: null
    }
  }
  switch (receiver.state) {
    case 'stopped':
      return {
        ...well,
        tone: 'plain',
        word: 'Stopped',
        detail: 'Nothing is received until you start listening.'
      }
    case 'starting':
      return starting('Opening the receiver on this machine')
    case 'failed':
      return {
        ...well,
        tone: 'bad',
        word: 'Receiver failed',
        detail: receiver.reason ?? 'The receiver could not open.'
      }
    case 'listening':
      break
  }
  switch (tunnel.state) {
    case 'stopped':
      return { ...well, tone: 'info', word: 'This machine only' }
    case 'starting':
      return starting(tunnel.reason ?? 'Waiting for ngrok to answer')
    case 'online':
      return { ...well, tone: 'good', word: 'Listening' }
    case 'reconnecting':
      return {
        tone: 'warn',
        word: 'Reconnecting…',
        detail: tunnel.reason ?? 'The tunnel lost its connection.',
        fix: tunnel.action,
        waitingFor: 'The tunnel to come back'
      }
    case 'failed':
      return {
        tone: 'bad',
        word: 'Tunnel failed',
        detail: tunnel.reason ?? 'The tunnel ended.',
        fix: tunnel.action,
        waitingFor: null
      }
  }
}

const starting = (waitingFor: string): Truth => ({
  tone: 'warn',
  word: 'Starting…',
  detail: waitingFor,
  fix: null,
  waitingFor
})

/** What usually keeps a tunnel from starting, for those who have waited long enough. */
export const likelyCauses = [
  'A firewall or proxy blocks connections to ngrok (port 443).',
  'This machine has no way to the internet at the moment.',
  'The authtoken has been revoked, or its account allows no further agent.'
] as const

export interface ChainLink {
  readonly name: 'Public URL' | 'Tunnel' | 'Receiver' | 'Disk'
  readonly tone: Tone
  readonly word: string
  readonly reason: string
  readonly fix: string | null
  /** Set while the link is on its way to another state. */
  readonly isWaiting?: true
}

/** The way of a delivery from the sender to the disk, each link with its own state. */
export function chainOf({ receiver, tunnel, store }: ListeningStatus): readonly ChainLink[] {
  return [publicUrlLink(tunnel), tunnelLink(tunnel), receiverLink(receiver), diskLink(store)]
}

function publicUrlLink({ state, publicUrl }: ListeningStatus['tunnel']): ChainLink {
  const name = 'Public URL'
  if (state === 'online' && publicUrl !== null) {
    const reason = 'Anyone who knows this address can send deliveries to the receiver, and nothing else.'
    return { name, tone: 'good', word: shortAddress(publicUrl), reason, fix: null }
  }
  if (state === 'reconnecting' && publicUrl !== null) {
    const reason = 'The address is yours, but nothing comes through until the tunnel is back.'
    return { name, tone: 'warn', word: shortAddress(publicUrl), reason, fix: null }
  }
  return {
    name,
    tone: 'plain',
    word: 'No public URL',
    reason: 'Only this machine can reach the receiver.',
    fix: 'Start listening with a tunnel to get an address that Scalekit can reach.'
  }
}

function tunnelLink({ state, reason, action, latencyMs }: ListeningStatus['tunnel']): ChainLink {
  const name = 'Tunnel'
  switch (state) {
    case 'stopped':
      return { name, tone: 'plain', word: 'Off', reason: 'No tunnel is open.', fix: null }
    case 'starting':
      return {
        name,
        tone: 'warn',
        word: 'Starting…',
        reason: reason ?? 'Waiting for ngrok to answer.',
        fix: action,
        isWaiting: true
      }
    case 'online':
      return {
        name,
        tone: 'good',
        word: latencyMs === null ? 'Online' : `Online, ${formatDuration(latencyMs)}`,
        reason:
          latencyMs === null
            ? 'The tunnel is up.'
            : `A request to the public URL came back to this machine in ${formatDuration(latencyMs)}.`,
        fix: null
      }
    case 'reconnecting':
      return {
        name,
        tone: 'warn',
        word: 'Reconnecting…',
        reason: reason ?? 'The connection was lost.',
        fix: action,
        isWaiting: true
      }
    case 'failed':
      return { name, tone: 'bad', word: 'Failed', reason: reason ?? 'The tunnel ended.', fix: action }
  }
}

function receiverLink({ state, url, busyPort, reason }: ListeningStatus['receiver']): ChainLink {
  const name = 'Receiver'
  switch (state) {
    case 'listening': {
      const address = shortAddress(url ?? '')
      const moved = busyPortText({ busyPort, url })
      if (moved === null) {
        return { name, tone: 'good', word: address, reason: `Takes deliveries at ${url ?? ''}.`, fix: null }
      }
      return {
        name,
        tone: 'warn',
        word: `${address}, as ${busyPort} was taken`,
        reason: moved,
        fix: `To get port ${busyPort} back, stop what uses it and restart the app.`
      }
    }
    case 'starting':
      return {
        name,
        tone: 'warn',
        word: 'Starting…',
        reason: 'Opening a port on this machine.',
        fix: null,
        isWaiting: true
      }
    case 'stopped':
      return { name, tone: 'plain', word: 'Stopped', reason: 'Nothing is received.', fix: 'Start listening.' }
    case 'failed':
      return {
        name,
        tone: 'bad',
        word: 'Failed',
        reason: reason ?? 'The receiver could not open.',
        fix: null
      }
  }
}

function diskLink({ state, reason }: ListeningStatus['store']): ChainLink {
  const name = 'Disk'
  return state === 'ok'
    ? {
        name,
        tone: 'good',
        word: 'Storing',
        reason: 'A delivery is acknowledged only after it is on disk.',
        fix: null
      }
    : {
        name,
        tone: 'bad',
        word: 'Failed',
        reason: reason ?? 'The disk refuses writes.',
        fix: 'Until it works again, senders are answered with 503 and try again later; nothing is lost.'
      }
}

const shortAddress = (url: string): string => url.replace(/^https?:\/\//, '')

/** `Port 3000 was taken, listening on 3001.` */
export function busyPortText({
  busyPort,
  url
}: Pick<ListeningStatus['receiver'], 'busyPort' | 'url'>): string | null {
  if (busyPort === null || url === null) return null
  return `Port ${busyPort} was taken, listening on ${new URL(url).port}.`
}
