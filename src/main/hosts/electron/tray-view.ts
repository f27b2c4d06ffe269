import type { ListeningStatus } from '#shared/listening-models.ts'

/** What the tray says of the app. */
export interface TrayView {
  readonly state: 'listening' | 'stopped' | 'lost'
  /** The state in words, and why where something is wrong. */
  readonly words: string
  /** The address to give the provider; null while there is none. */
  readonly url: string | null
  readonly canStart: boolean
  readonly canStop: boolean
}

/** Reads the state as the page's first line does: nothing counts as up before it is. */
export function viewOf({ receiver, tunnel, store, copyUrl }: ListeningStatus): TrayView {
  const isOpen = receiver.state === 'listening' || receiver.state === 'starting'
  const isTunnelled = isOpen && tunnel.state !== 'stopped' && tunnel.state !== 'failed'
  const found = read()
  return {
    ...found,
    url: found.state === 'listening' ? copyUrl : null,
    canStart: !isTunnelled,
    canStop: isOpen
  }

  function read(): Pick<TrayView, 'state' | 'words'> {
    if (receiver.state === 'failed') return lost('Not listening', receiver.reason)
    if (store.state === 'failed') return lost('Nothing can be stored', store.reason)
    if (receiver.state === 'stopped') return { state: 'stopped', words: 'Not listening' }
    if (tunnel.state === 'failed') return lost('The tunnel failed', tunnel.reason)
    if (tunnel.state === 'reconnecting') return lost('The tunnel is lost; connecting again', tunnel.reason)
    if (receiver.state === 'starting' || tunnel.state === 'starting')
      return { state: 'stopped', words: 'Connecting…' }
    return {
      state: 'listening',
      words: tunnel.state === 'online' ? 'Listening' : 'Listening on this computer only'
    }
  }
}

const lost = (what: string, why: string | null) =>
  ({ state: 'lost', words: why === null ? what : `${what}: ${why}` }) as const

/** `3 new events`; the tooltip of the icon has it, too. */
export const unseenWords = (unseen: number): string => (unseen === 1 ? '1 new event' : `${unseen} new events`)
