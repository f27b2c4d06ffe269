import { connect } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import type { CommandOutput } from '#shared/contract.ts'
import { messageOf } from '#shared/errors.ts'
import type { PathLink, ReceiverStatus } from '#shared/listening-models.ts'
import type { Attempt, HeaderPair } from '#shared/models.ts'
import { parseTarget, type CheckedTarget } from './forwarding/target.ts'
import type { Clock } from './ports.ts'
import type { Receiver } from './receiver/receiver.ts'
import { isUrlAtFault } from './tunnel/explain-url.ts'
import { createSelfTest, type SelfTest } from './tunnel/public-probe.ts'
import type { Trouble, Tunnel } from './tunnel/tunnel.ts'

type Name = PathLink['name']
type Proof = CommandOutput<'listening.test'>
type Outcome = Pick<PathLink, 'state' | 'reason' | 'action'>

/** What went through which link of the way last, and a test of all of them with one nonce. */
export interface PathProof {
  /** The self-test for the tunnels: what it proves of the way is remembered. */
  readonly selfTest: SelfTest
  /** A delivery that arrived and was stored. */
  noteDelivery(headers: readonly HeaderPair[]): void
  noteAttempt(attempt: Attempt): void
  /** Takes 10 s at most. Asked again while it is under way, it is the same test. */
  test(): Promise<Proof>
}

export interface PathProofParts {
  readonly clock: Clock
  readonly tunnel: Pick<Tunnel<never>, 'status' | 'test'>
  receiver(): Receiver | null
  receiverStatus(): ReceiverStatus
  /** Resolves once something is on disk that leaves no delivery. */
  proveDisk(): Promise<unknown>
  /** Where the user's app is; null where none is known. */
  appTarget(): string | null
  checkTarget(target: string): Promise<CheckedTarget>
}

const LOCAL_MS = 3_000
const DISK_MS = 2_000
const APP_MS = 2_000

export function createPathProof(parts: PathProofParts): PathProof {
  const { clock, tunnel } = parts
  const lasts = new Map<Name, { readonly at: number; readonly latencyMs: number | null }>()
  const note = (name: Name, latencyMs: number | null) => void lasts.set(name, { at: clock.now(), latencyMs })
  let disk: Outcome = unknown
  let testing: Promise<Proof> | null = null

  const writeToDisk = async (): Promise<void> => {
    const startedAt = performance.now()
    try {
      await Promise.race([parts.proveDisk(), late(DISK_MS, 'The store did not commit in time.')])
      note('disk', performance.now() - startedAt)
      disk = ok
    } catch (error) {
      const action = 'Free space on the disk or restart the app. Nothing is acknowledged that is not stored.'
      disk = { state: 'failed', reason: messageOf(error), action }
    }
  }
  /** Has the receiver write to the disk before it answers the nonce. */
  const expectProbe = (nonce: string, isFromOutside: boolean): (() => void) => {
    const sentAt = performance.now()
    const arrive = async () => {
      if (isFromOutside) note('tunnel', performance.now() - sentAt)
      note(
        'receiver',
        isFromOutside ? (lasts.get('receiver')?.latencyMs ?? null) : performance.now() - sentAt
      )
      await writeToDisk()
    }
    return parts.receiver()?.expectProbe(nonce, arrive) ?? (() => undefined)
  }
  const throughTunnel = createSelfTest((nonce) => expectProbe(nonce, true))
  const throughLoopback = createSelfTest((nonce) => expectProbe(nonce, false))
  const selfTest: SelfTest = async (...test) => {
    const latencyMs = await throughTunnel(...test)
    note('publicUrl', latencyMs)
    return latencyMs
  }

  const link = (name: Name, { state, reason, action }: Outcome): PathLink => {
    const last = lasts.get(name)
    return {
      name,
      state,
      latencyMs: last?.latencyMs ?? null,
      lastSuccessAt: last?.at ?? null,
      reason,
      action
    }
  }

  const provePublicWay = async (): Promise<[publicUrl: Outcome, tunnel: Outcome]> => {
    const { kind, state } = tunnel.status()
    if (kind === 'none' || state === 'stopped') return [off, off]
    const trouble = await tunnel.test()
    return trouble === null ? [ok, ok] : placeOf(trouble)
  }
  /** Over loopback, and with it the disk. */
  const proveReceiver = async (): Promise<Outcome> => {
    const { url } = parts.receiverStatus()
    try {
      if (url === null) return unknown
      await throughLoopback(url, new AbortController().signal, { deadlineMs: LOCAL_MS, once: true })
      return ok
    } catch {
      return {
        state: 'failed',
        reason: 'The receiver does not answer on this machine.',
        action:
          'Stop and start listening. Perhaps a firewall on this machine keeps programs from talking to it.'
      }
    }
  }
  const proveApp = async (): Promise<Outcome> => {
    const target = parts.appTarget()
    if (target === null) return off
    try {
      note(
        'app',
        await Promise.race([knock(target), late(APP_MS, `${target} does not accept a connection in time.`)])
      )
      return ok
    } catch (error) {
      return { state: 'failed', reason: messageOf(error), action: 'Start your app, or correct the target.' }
    }
  }
  /** Connects and hangs up: nothing is sent that an app could take for a webhook. */
  const knock = async (target: string): Promise<number> => {
    const { url, lookup } = await parts.checkTarget(target)
    const startedAt = performance.now()
    const port = Number(url.port || (url.protocol === 'https:' ? 443 : 80))
    const host = url.hostname.replace(/^\[(.*)\]$/, '$1')
    const socket = connect({ host, port, lookup, signal: AbortSignal.timeout(APP_MS) })
    try {
      await new Promise<void>((resolve, reject) => {
        socket.once('connect', resolve)
        socket.on('error', (error) =>
          reject(
            'code' in error && error.code === 'ECONNREFUSED'
              ? new Error(`Nothing listens on ${url.host}.`)
              : error
          )
        )
      })
      return performance.now() - startedAt
    } finally {
      socket.destroy()
    }
  }

  const run = async (): Promise<Proof> => {
    disk = unknown
    const isOpen = parts.receiver() !== null
    // Side by side: what is broken keeps nothing behind it from being tried, and all of it takes 10 s at most.
    const [[publicUrl, way], local, app] = isOpen
      ? await Promise.all([provePublicWay(), proveReceiver(), proveApp()])
      : [[off, off], closedReceiver(parts.receiverStatus()), unknown]
    return {
      at: clock.now(),
      links: [
        link('publicUrl', publicUrl),
        link('tunnel', way),
        // What came through the tunnel has reached it, too.
        link('receiver', way.state === 'ok' ? ok : local),
        link('disk', disk),
        link('app', app)
      ]
    }
  }

  return {
    selfTest,
    noteDelivery(headers) {
      note('receiver', lasts.get('receiver')?.latencyMs ?? null)
      note('disk', lasts.get('disk')?.latencyMs ?? null)
      if (!isFor(tunnel.status().publicUrl, headers)) return
      note('publicUrl', lasts.get('publicUrl')?.latencyMs ?? null)
      note('tunnel', lasts.get('tunnel')?.latencyMs ?? null)
    },
    noteAttempt({ outcome, target, durationMs }) {
      const app = originOf(parts.appTarget())
      if (outcome === 'answered' && app !== null && app === originOf(target)) note('app', durationMs)
    },
    test() {
      testing ??= run().finally(() => (testing = null))
      return testing
    }
  }
}

const ok: Outcome = { state: 'ok', reason: null, action: null }
const off: Outcome = { state: 'off', reason: null, action: null }
const unknown: Outcome = { state: 'unknown', reason: null, action: null }

/** Null where there is none: what is in the settings may be no target. */
function originOf(target: string | null): string | null {
  try {
    return target === null ? null : parseTarget(target).origin
  } catch {
    return null
  }
}

async function late(ms: number, sentence: string): Promise<never> {
  await sleep(ms, undefined, { ref: false })
  throw new Error(sentence)
}

function closedReceiver({ state, reason }: ReceiverStatus): Outcome {
  return state === 'failed'
    ? { state: 'failed', reason, action: 'Start listening again, or choose another port.' }
    : { state: 'off', reason: 'Listening is stopped.', action: 'Start listening.' }
}

/** Which of public URL and tunnel a trouble belongs to. Without a code it is none yet: it takes time. */
function placeOf({ code, reason, action }: Trouble): [publicUrl: Outcome, tunnel: Outcome] {
  if (code === null) return [unknown, { state: 'unknown', reason, action }]
  const failed: Outcome = { state: 'failed', reason, action }
  if (isUrlAtFault(code)) return [failed, unknown]
  // Something took the connection to the public URL, so that it is there; of anything else it is not known.
  return [code.startsWith('url_') ? ok : unknown, failed]
}

/** Whether it was sent to the public URL. Proxies may rewrite `Host`, and then say what it was. */
function isFor(publicUrl: string | null, headers: readonly HeaderPair[]): boolean {
  if (publicUrl === null) return false
  const { host } = new URL(publicUrl)
  return headers.some(
    ([name, value]) => /^(?:x-forwarded-)?host$/i.test(name) && value.split(',').at(-1)?.trim() === host
  )
}
