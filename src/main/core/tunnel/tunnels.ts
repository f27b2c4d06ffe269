import type { WayIn } from '#shared/listening-models.ts'
import type { Clock } from '../ports.ts'
import { createDiagnosis } from './diagnosis.ts'
import { createNgrokTunnel, type NgrokTunnelOptions } from './ngrok.ts'
import { createOwnUrlTunnel } from './own-url.ts'
import { createStatusBoard } from './status.ts'
import { troubleOf, type NgrokRequest, type OwnUrlRequest, type Tunnel } from './tunnel.ts'

export type WayInRequest =
  | ({ readonly kind: 'ngrok' } & NgrokRequest)
  | ({ readonly kind: 'own' } & OwnUrlRequest)
  | { readonly kind: 'none' }

export interface TunnelsOptions extends Omit<NgrokTunnelOptions, 'diagnose'> {
  /** The way in that is spoken of before one was asked for. */
  readonly first: WayIn
}

/** All ways in as one, of which one at a time is open: asking for another closes the one before. */
export function createTunnels({ first, ...options }: TunnelsOptions): Tunnel<WayInRequest> {
  const ways = {
    ngrok: createNgrokTunnel({ ...options, diagnose: createDiagnosis({ now: () => options.clock.now() }) }),
    own: createOwnUrlTunnel(options),
    none: createNoTunnel(options.clock)
  }
  const listeners = new Set<() => void>()
  let kind = first
  for (const [name, way] of Object.entries(ways)) {
    way.onChange(() => {
      if (name === kind) for (const listener of listeners) listener()
    })
  }
  return {
    status: () => ways[kind].status(),
    start(request) {
      const before = kind
      kind = request.kind
      if (before !== kind) void ways[before].stop()
      if (request.kind === 'ngrok') ways.ngrok.start(request)
      else if (request.kind === 'own') ways.own.start(request)
      if (before !== kind) for (const listener of listeners) listener()
    },
    test: () => ways[kind].test(),
    wake: () => ways[kind].wake(),
    async stop() {
      await Promise.all(Object.values(ways).map((way) => way.stop()))
    },
    onChange(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    }
  }
}

/** No way in from outside: only this machine reaches the receiver. */
function createNoTunnel(clock: Clock): Tunnel<never> {
  const board = createStatusBoard('none', clock)
  return {
    status: board.status,
    onChange: board.onChange,
    start: () => undefined,
    test: () => Promise.resolve(troubleOf(board.status())),
    wake: () => undefined,
    stop: () => Promise.resolve()
  }
}
