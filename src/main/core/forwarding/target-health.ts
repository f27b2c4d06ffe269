import { connect as connectPlain, isIP } from 'node:net'
import { connect as connectTls } from 'node:tls'
import { AppError, messageOf } from '#shared/errors.ts'
import type { TargetHealth } from '#shared/replay-models.ts'
import { describeFailure } from './send.ts'
import { findAddresses, hostOf, isLocalTarget, readTarget, type CheckedTarget } from './target.ts'

const TIMEOUT_MS = 2_000

type Health = Omit<TargetHealth, 'checkedAt'>

/**
 * What connecting to a target shows. Nothing is sent: no request of ours may change anything in the user's app,
 * and an address beyond this network that nobody has confirmed is not even connected to.
 */
export async function checkHealth(
  target: string,
  check: (target: string) => Promise<CheckedTarget>,
  trustedOrigins: readonly string[]
): Promise<Health> {
  const url = readTarget(target)
  const trusted = trustedOrigins.includes(url.origin) ? 'trusted' : 'untrusted'
  let scope: TargetHealth['scope'] = trusted
  const without = (state: 'down' | 'refused', reason: string): Health => ({
    url: url.href,
    state,
    reason,
    connectMs: null,
    scope
  })
  try {
    if (isLocalTarget(url, await findAddresses(url))) scope = 'local'
    const checked = await check(target)
    const connectMs = await connect(checked)
    return { url: url.href, state: 'up', reason: null, connectMs, scope }
  } catch (error) {
    if (!(error instanceof AppError)) return without('down', describe(error, url))
    return without(error.code === 'invalid_input' ? 'refused' : 'down', messageOf(error))
  }
}

/** Resolves with how long it took, ms, once the port has answered, and for https its TLS too. */
async function connect({ url, lookup }: CheckedTarget): Promise<number> {
  const isTls = url.protocol === 'https:'
  const host = hostOf(url)
  const port = Number(url.port || (isTls ? 443 : 80))
  const startedAt = performance.now()
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  const socket = isTls
    ? connectTls({ host, port, lookup, ...(isIP(host) === 0 && { servername: host }) }, resolve)
    : connectPlain({ host, port, lookup }, resolve)
  socket.once('error', reject)
  socket.setTimeout(TIMEOUT_MS, () => reject(new SlowError()))
  try {
    await promise
    return Math.round((performance.now() - startedAt) * 10) / 10
  } finally {
    socket.destroy()
  }
}

class SlowError extends Error {}

const describe = (error: unknown, url: URL): string =>
  error instanceof SlowError
    ? `${url.host} did not accept a connection within ${TIMEOUT_MS / 1000} s.`
    : describeFailure(error, url)
