import type { ListeningStatus, WayIn } from '#shared/listening-models.ts'
import type { LinkLoss } from '../../client/link-loss.ts'
import type { Tone } from '../../components/tag.tsx'
import { awaited, isLocalOnly } from './chain.ts'

/** The one thing to know about listening: a word, and where it is not all well, why and what to do. */
export interface Truth {
  readonly tone: Tone
  readonly word: string
  /** What is awaited or what went wrong; null where the address says enough. */
  readonly detail: string | null
  readonly fix: string | null
  /** Set while something is awaited; changes with what is awaited. */
  readonly waitingFor: string | null
  /** What usually is in the way, for those who have waited long enough. */
  readonly causes: readonly string[]
}

const well = { detail: null, fix: null, waitingFor: null, causes: [] } as const

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
        fix: 'A proxy or a virus scanner may hold it back: let it pass connections to this machine, then reload.'
      }
  }
}

/** Reads the chain from its far end: what is broken nearest to the disk says most. */
export function truthOf({ receiver, tunnel, store }: ListeningStatus): Truth {
  if (store.state === 'failed') {
    return {
      ...well,
      tone: 'bad',
      word: 'Cannot store',
      detail: store.reason ?? 'The disk refuses writes, so deliveries are answered with 503.'
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
      return starting('Opening the receiver on this machine', [])
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
      return starting(tunnel.reason ?? awaited(tunnel.kind), likelyCauses[tunnel.kind])
    case 'online':
      return isLocalOnly(tunnel)
        ? { ...well, tone: 'warn', word: 'Listening, this machine only' }
        : { ...well, tone: 'good', word: 'Listening' }
    case 'reconnecting':
      return {
        tone: 'warn',
        word: 'Reconnecting…',
        detail: tunnel.reason ?? 'The tunnel lost its connection.',
        fix: tunnel.action,
        waitingFor: 'The tunnel to come back',
        causes: likelyCauses[tunnel.kind]
      }
    case 'failed':
      return {
        ...well,
        tone: 'bad',
        word: tunnel.kind === 'own' ? 'Own URL failed' : 'Tunnel failed',
        detail: tunnel.reason ?? 'The tunnel ended.',
        fix: tunnel.action
      }
  }
}

const starting = (waitingFor: string, causes: readonly string[]): Truth => ({
  tone: 'warn',
  word: 'Starting…',
  detail: waitingFor,
  fix: null,
  waitingFor,
  causes
})

const likelyCauses: Readonly<Record<WayIn, readonly string[]>> = {
  ngrok: [
    'A firewall or proxy blocks connections to ngrok (port 443).',
    'This machine has no way to the internet at the moment.',
    'The authtoken has been revoked, or its account allows no further agent.'
  ],
  own: [
    'What leads your URL here is not running.',
    'It leads to another port than the receiver’s.',
    'The name of the URL does not resolve from this machine.'
  ],
  none: []
}
