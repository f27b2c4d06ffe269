import type { ListeningStatus, PathLink } from '#shared/listening-models.ts'
import type { Tone } from '../../components/tag.tsx'
import type { PathTest } from '../../state/path-test.ts'

type LinkName = PathLink['name']

export interface ChainLink {
  readonly name: LinkName
  /** Its name as it is shown. */
  readonly title: string
  readonly tone: Tone
  readonly word: string
  readonly reason: string
  readonly fix: string | null
  /** Of what last went through, as far as a test has told. */
  readonly latencyMs: number | null
  readonly lastSuccessAt: number | null
  /** Set while the link is on its way to another state. */
  readonly isWaiting?: true
}

type LiveLink = Omit<ChainLink, 'title' | 'latencyMs' | 'lastSuccessAt'> & {
  readonly latencyMs?: number | null
}

export const linkTitles: Readonly<Record<LinkName, string>> = {
  publicUrl: 'Public URL',
  tunnel: 'Tunnel',
  receiver: 'Receiver',
  disk: 'Disk',
  app: 'Your app'
}

/**
 * The way of a delivery from the sender to the developer's app, each link with its own state. `target` is where the
 * app is, null where nobody has said.
 */
export function chainOf(
  status: ListeningStatus,
  test: PathTest | null,
  target: string | null
): readonly ChainLink[] {
  const { receiver, tunnel, store } = status
  const live = [
    publicUrlLink(tunnel),
    tunnelLink(tunnel),
    receiverLink(receiver),
    diskLink(store),
    appLink(target)
  ]
  return live.map((link) => {
    const tested = test?.links.find(({ name }) => name === link.name)
    const isProven = tested !== undefined && !isOutdated(link.name, test, status)
    // What went through to another target says nothing of this one, not even when.
    const isOther = link.name === 'app' && test?.target !== target
    return {
      ...(isProven && !isOther ? withProof(link, tested) : link),
      title: linkTitles[link.name],
      latencyMs: (isOther ? null : tested?.latencyMs) ?? link.latencyMs ?? null,
      lastSuccessAt: (isOther ? null : tested?.lastSuccessAt) ?? null
    }
  })
}

/** The one to name: nothing gets beyond it. */
export const brokenLink = (chain: readonly ChainLink[]): ChainLink | null =>
  chain.find(({ tone }) => tone === 'bad') ?? null

/** How far deliveries get, with what the latest test has proven; `untested` where that is nothing. */
export type Reach = 'closed' | 'broken' | 'untested' | 'thisMachine' | 'everywhere'

export function reachOf(
  chain: readonly ChainLink[],
  { receiver, tunnel }: ListeningStatus,
  at: number | null
): Reach {
  if (receiver.state === 'stopped') return 'closed'
  if (brokenLink(chain)) return 'broken'
  if (at === null) return 'untested'
  return tunnel.state === 'online' && !isLocalOnly(tunnel) ? 'everywhere' : 'thisMachine'
}

/** Whether the URL of one's own leads nowhere but to this machine, however well it works there. */
export function isLocalOnly({ kind, publicUrl }: ListeningStatus['tunnel']): boolean {
  if (kind !== 'own' || publicUrl === null) return false
  const { hostname } = new URL(publicUrl)
  return /^(?:(?:.+\.)?localhost|127\.[\d.]+|0\.0\.0\.0|\[::1?\])$/.test(hostname)
}

/** Whether a link has become another one since the test, so that the test says nothing about it. */
function isOutdated(name: LinkName, test: PathTest | null, now: ListeningStatus): boolean {
  if (!test?.status || test.at === null) return true
  const then = test.status
  switch (name) {
    case 'publicUrl':
    case 'tunnel':
      // A tunnel that fails the test changes its state, before the test ends or because of it.
      return now.tunnel.since > test.at
    case 'receiver':
      return then.receiver.state !== now.receiver.state || then.receiver.url !== now.receiver.url
    case 'disk':
      return then.store.state !== now.store.state
    case 'app':
      return false
  }
}

/** Of a link that seems up, a test knows better; of one that is down, only whether it is the one to blame. */
function withProof(link: LiveLink, { state, reason, action }: PathLink): LiveLink {
  if (link.isWaiting) return link
  if (state === 'failed' && link.tone !== 'bad') {
    return { ...link, tone: 'bad', word: 'Broken', reason: reason ?? 'Nothing came through.', fix: action }
  }
  if (state === 'unknown' && link.name === 'tunnel' && link.tone === 'bad') {
    return {
      ...link,
      tone: 'plain',
      word: 'Not reached',
      reason: 'The test ended before this link.',
      fix: null
    }
  }
  return state === 'ok' && link.tone === 'plain' ? { ...link, tone: 'good' } : link
}

function publicUrlLink(tunnel: ListeningStatus['tunnel']): LiveLink {
  const { kind, state, publicUrl } = tunnel
  const name = 'publicUrl'
  if (state === 'online' && publicUrl !== null && isLocalOnly(tunnel)) {
    return { name, tone: 'warn', word: shortAddress(publicUrl), reason: localOnlyText, fix: localOnlyFix }
  }
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
    fix:
      kind === 'own'
        ? 'Start what leads your own URL here, then start listening.'
        : 'Start listening with a tunnel to get an address that Scalekit can reach.'
  }
}

function tunnelLink({ kind, state, reason, action, latencyMs }: ListeningStatus['tunnel']): LiveLink {
  const name = 'tunnel'
  const isOwn = kind === 'own'
  switch (state) {
    case 'stopped':
      return { name, tone: 'plain', word: 'Off', reason: 'No tunnel is open.', fix: null }
    case 'starting':
      return {
        name,
        tone: 'warn',
        word: isOwn ? 'Testing…' : 'Starting…',
        reason: reason ?? awaited(kind),
        fix: action,
        isWaiting: true
      }
    case 'online':
      return {
        name,
        tone: 'good',
        word: isOwn ? 'Your own' : 'Online',
        latencyMs,
        reason:
          latencyMs === null ? 'The tunnel is up.' : 'A request to the public URL came back to this machine.',
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

/** What a way in waits for before it is up. */
export const awaited = (kind: ListeningStatus['tunnel']['kind']): string =>
  kind === 'own' ? 'Waiting for a request to come back through your own URL.' : 'Waiting for ngrok to answer.'

function receiverLink({ state, url, busyPort, reason }: ListeningStatus['receiver']): LiveLink {
  const name = 'receiver'
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

function diskLink({ state, reason }: ListeningStatus['store']): LiveLink {
  const name = 'disk'
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

function appLink(target: string | null): LiveLink {
  const name = 'app'
  return target === null
    ? {
        name,
        tone: 'plain',
        word: 'No target',
        reason: 'Events are kept here and handed on to nobody.',
        fix: 'Add a forward target to an endpoint, or choose where Replay sends.'
      }
    : {
        name,
        tone: 'plain',
        word: hostOf(target),
        reason: `Events are forwarded or replayed to ${target}.`,
        fix: null
      }
}

export const localOnlyText = 'Only this machine can reach this address.'
const localOnlyFix = 'Give the URL by which others reach what leads here.'

const shortAddress = (url: string): string => url.replace(/^https?:\/\//, '')

const hostOf = (url: string): string => (URL.canParse(url) ? new URL(url).host : url)

/** `Port 3000 was taken, listening on 3001.` */
export function busyPortText({
  busyPort,
  url
}: Pick<ListeningStatus['receiver'], 'busyPort' | 'url'>): string | null {
  if (busyPort === null || url === null) return null
  return `Port ${busyPort} was taken, listening on ${new URL(url).port}.`
}
